/*---
summary = "A deferred that is settled after its worker has ended, or while it cannot listen any more, drops its resolver and touches nothing"
shows = ["JsDeferred::resolve", "settleBetweenGates", "census"]
tags = ["promise", "deferred", "worker"]
[variants]
settled = ["after-the-worker", "before-it-listens"]
[[on]]
name = "leaks"
runtimes = ["deno"]
because = "Deno drops nothing that is settled when its worker ends or later"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { census, settleBetweenGates } from '#addon';
import { gate, variant } from '#harness';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  await gate('made').opened();
  if (variant.settled === 'before-it-listens') {
    gate('may-settle').open();
    await gate('settled').opened();
  }
  console.log('exit', await worker.terminate());
  gate('may-settle').open();
  await gate('settled').opened();
  const { made, delivered, dropped } = census();
  console.log({ made, delivered, dropped });

  console.log('in the main thread:', await settleBetweenGates('may-settle', 'settled'));
} else {
  settleBetweenGates('may-settle', 'settled').then(() => console.log('settled in the worker'));
  gate('made').open();
  // Until the worker is terminated, and without a turn of its event loop.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
