/*---
summary = "A worker that ends within a callback of a task's resolve drops the task; finally is called only where JavaScript still runs"
shows = ["ScopedTask", "countWords", "census"]
tags = ["task", "worker"]
[variants]
ending = ["return", "terminate", "exit", "uncaught"]
[[on]]
name = "exits-with-0"
runtimes = ["bun"]
sometimes = true
because = "A worker of Bun's that ends with an unhandled rejection now and then exits with 0"
[[on]]
name = "lets-go"
runtimes = ["deno"]
because = "Deno leaks the task of a worker that is terminated within it, runs on after process.exit(), and prints an error whose event is listened to"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { census, countWords, takeTaskJournal } from '#addon';
import { gate, variant } from '#harness';

const text = 'as simple as that';
if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  let error;
  worker.on('error', ({ message }) => (error = message));
  const exit = new Promise((resolve) => worker.on('exit', resolve));
  if (variant.ending === 'terminate') {
    await gate('in-callback').opened();
    worker.terminate();
  }
  console.log('exit', await exit, error);
  console.log(takeTaskJournal());
  const { made, dropped } = census();
  console.log({ made, dropped });

  console.log('in the main thread:', await countWords(text, (words) => words));
} else {
  const callback = (words) => {
    if (variant.ending === 'exit') process.exit(3);
    if (variant.ending === 'uncaught') throw new Error('no luck');
    if (variant.ending === 'terminate') {
      gate('in-callback').open();
      // Until the worker is terminated.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
    return words;
  };
  countWords(text, callback).then((words) => console.log('resolved in the worker:', words));
}
