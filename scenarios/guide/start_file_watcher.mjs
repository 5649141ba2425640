/*---
summary = "startFileWatcher reports three files without an error argument, their u64 sizes as BigInts"
shows = ["startFileWatcher", "Function::build_threadsafe_function", "ThreadsafeFunctionBuilder::max_queue_size"]
claim = "convert-function-by-builder"
tags = ["guide", "threads", "queue"]
---*/
import { startFileWatcher } from '#addon';
import { mustCall, pace } from '#harness';

const begin = performance.now();
let delay = 0;

startFileWatcher(
  mustCall((filename, size) => {
    const waited = performance.now() - begin;
    console.log(`${filename}: ${size} bytes, a ${typeof size}`, `not before ${delay} ms:`, waited >= pace(delay));
    delay += 500;
  }, 3),
);
console.log('watching');
