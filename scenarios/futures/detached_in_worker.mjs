/*---
summary = "A future that a worker spawned for nobody lets the worker end, and goes on when it has"
shows = ["DetachedFuture", "spawn", "census"]
tags = ["future", "detached", "worker"]
[variants]
ending = ["return", "terminate", "exit", "uncaught"]
[[on]]
name = "reports-twice"
runtimes = ["deno"]
because = "Deno prints an error of a worker though its `error` event is listened to"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { DetachedFuture, census, futuresWaiting, signalFutures, takeCaptureDrops } from '#addon';
import { gate, record, until, variant } from '#harness';

const { ending } = variant;
if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.on('error', (error) => record('error event', error.message));
  const exit = new Promise((resolve) => worker.on('exit', resolve));
  if (ending === 'terminate') {
    await gate('waits').opened();
    worker.terminate();
  }
  record('worker exited', await exit);
  record('futures that wait', futuresWaiting('go'));

  new DetachedFuture('go');
  await until(() => futuresWaiting('go') === 2);
  signalFutures('go');
  await until(() => census().alive === 0);
  record('dropped', takeCaptureDrops());
} else {
  new DetachedFuture('go');
  await until(() => futuresWaiting('go') === 1);
  if (ending === 'exit') process.exit(3);
  if (ending === 'uncaught') throw new Error('nobody catches this');
  if (ending === 'terminate') {
    gate('waits').open();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}
