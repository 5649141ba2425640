/*---
summary = "A worker that ends in mid-task waits until it has computed; Rust's resolve still runs, but the promise is not settled and finally is skipped"
shows = ["AsyncTask", "heldTask", "census"]
tags = ["task", "worker"]
runtimes = { only = ["node", "bun"], because = "Deno's workers wait for no task, as tasks/worker_leaves_task shows" }
[variants]
ending = ["return", "terminate", "exit", "uncaught"]
[[on]]
name = "runs-on"
runtimes = ["bun"]
sometimes = true
because = "A worker of Bun's that ends with an uncaught error may still come to what its task resolves"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { census, heldTask, takeTaskJournal } from '#addon';
import { gate, variant } from '#harness';
import { turns } from './fixtures/turns.mjs';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  let [ended, error] = [false];
  worker.on('error', ({ message }) => (error = message));
  const exit = new Promise((resolve) => worker.on('exit', resolve));
  exit.then(() => (ended = true));
  await gate('a-computes').opened();
  if (variant.ending === 'terminate') worker.terminate();
  await turns(1000);
  console.log('ended while the task computes:', ended);
  gate('a-may-end').open();
  console.log('exit', await exit, error);
  console.log(takeTaskJournal());
  const { made, dropped } = census();
  console.log({ made, dropped });

  console.log('in the main thread:', await heldTask('a'));
} else {
  heldTask('a').then(() => console.log('resolved in the worker'));
  gate('a-computes').wait();
  if (variant.ending === 'exit') process.exit(3);
  if (variant.ending === 'uncaught') throw new Error('no luck');
  // Until the worker is terminated.
  if (variant.ending === 'terminate') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
