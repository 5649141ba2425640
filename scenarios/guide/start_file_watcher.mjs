/*---
summary = "startFileWatcher reports three files without an error argument, their u64 sizes as BigInts"
shows = ["startFileWatcher", "Function::build_threadsafe_function", "ThreadsafeFunctionBuilder::max_queue_size"]
claim = "convert-function-by-builder"
tags = ["guide", "threads", "queue"]
---*/
import { startFileWatcher } from '#addon';
import { mustCall } from '#harness';

startFileWatcher(
  mustCall((filename, size) => {
    console.log(`${filename}: ${size} bytes, a ${typeof size}`);
  }, 3),
);
console.log('watching');
