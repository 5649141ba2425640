/*---
summary = "A worker that ends while Rust awaits its promise ends that wait, and what Rust holds is dropped"
shows = ["Promise", "awaitPromise", "census"]
tags = ["promise", "async", "worker"]
runtimes = { only = ["node", "bun"], because = "Deno had not dropped after ten seconds what awaits a promise of a worker that has ended, and the program waits for that" }
[variants]
ending = ["terminate", "exit"]
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { awaitPromise, census } from '#addon';
import { gate, until, variant } from '#harness';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  const exit = new Promise((resolve) => worker.on('exit', resolve));
  if (variant.ending === 'terminate') {
    await gate('awaited').opened();
    worker.terminate();
  }
  console.log('exit', await exit);
  console.log('in the main thread:', await awaitPromise(Promise.resolve('a value')));
  await until(() => census().alive === 0);
  const { made, dropped } = census();
  console.log({ made, dropped });
} else {
  globalThis.pending = new Promise(() => {});
  awaitPromise(globalThis.pending).finally(() => console.log('settled in the worker'));
  // Rust has begun to wait.
  await until(() => census().made === 1);
  if (variant.ending === 'exit') process.exit(3);
  gate('awaited').open();
  // Until the worker is terminated.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
