/*---
summary = "A worker of Deno's ends while its task computes, and leaks the task"
shows = ["AsyncTask", "heldTask", "census"]
tags = ["task", "worker", "leak"]
runtimes = { only = ["deno"], because = "Workers of Node.js and Bun wait for their tasks, as tasks/in_worker_computing shows" }
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { census, heldTask, takeTaskJournal } from '#addon';
import { gate } from '#harness';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  await gate('a-computes').opened();
  await worker.terminate();
  console.log('terminated');
  gate('a-may-end').open();
  console.log('in the main thread:', await heldTask('a'));
  console.log(takeTaskJournal());
  const { made, dropped } = census();
  console.log({ made, dropped });
} else {
  heldTask('a');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
