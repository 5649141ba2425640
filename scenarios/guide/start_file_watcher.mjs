/*---
summary = "startFileWatcher reports three files without an error argument, their u64 sizes as BigInts"
shows = ["startFileWatcher", "Function::build_threadsafe_function", "ThreadsafeFunctionBuilder::max_queue_size"]
claim = "convert-function-by-builder"
tags = ["guide", "threads", "queue"]
---*/
import { startFileWatcher } from '#addon';
import { mustCall, pace } from '#harness';

// Nothing is printed before the end: the first line takes longer than the files are apart at this time scale.
const files = [];
const begin = performance.now();
startFileWatcher(
  mustCall((filename, size) => {
    files.push([`${filename}: ${size} bytes, a ${typeof size}`, performance.now() - begin]);
  }, 3),
);
const reported = files.length;

process.on('exit', () => {
  console.log('reported when it returned:', reported);
  for (const [index, [file, after]] of files.entries()) {
    console.log(file, `not before ${index * 500} ms:`, after >= pace(index * 500));
  }
});
