/*---
summary = "A worker that ends delivers nothing that its function has queued: the first 999 payloads are dropped, the rest leak"
shows = ["CountedQueue", "census", "ThreadsafeFunction::call"]
claim = "null-env-means-data-to-free"
tags = ["census", "worker", "lost"]
[variants]
ending = ["exit", "terminate"]
queued = [999, 5000]
[[on]]
name = "drops-all"
runtimes = ["bun"]
because = "Bun empties a queue of any length when its worker ends"
[[on]]
name = "leaves-all"
runtimes = ["deno"]
because = "Deno drops nothing that is queued when its worker ends"
---*/
import { once } from 'node:events';
import { Worker, isMainThread } from 'node:worker_threads';
import { CountedQueue, census } from '#addon';
import { gate, mustNotCall, variant } from '#harness';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  const ended = once(worker, 'exit');
  if (variant.ending === 'terminate') {
    await gate('sent').opened();
    worker.terminate();
  }
  await ended;

  // Node.js takes at most 999 items out of a queue in one turn, and an ending worker has but one.
  const { made, delivered, alive } = census();
  console.log({ made, delivered });
  console.log('all dropped:', alive === 0);
} else {
  const queue = new CountedQueue(mustNotCall('a callback of a worker that has ended'));
  for (let number = 1; number <= variant.queued; number++) queue.send(`payload ${number}`);
  if (variant.ending === 'exit') process.exit();
  gate('sent').open();
  // Until the worker is terminated, and without a turn of its event loop.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
