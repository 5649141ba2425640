/*---
summary = "A worker that is terminated in mid-call does not cancel its futures: they go on, and what they own is dropped when they are done"
shows = ["Env::spawn_future", "AsyncCounter", "asyncBlock", "spawnFuture", "spawnFutureThenCall", "census"]
tags = ["future", "worker"]
timeout = "6s" # Deno sits it out
[variants]
pattern = ["promises", "spawned", "callback"]
[[on]]
name = "keeps-waiting"
runtimes = ["deno"]
because = "Deno's terminate() does not wake a worker that waits, so that its environment never ends and what came into its queue is never dropped"
end = "timeout"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { AsyncCounter, asyncBlock, census, futuresWaiting, orphanedAsyncMethods } from '#addon';
import { signalFutures, spawnFuture, spawnFutureThenCall, takeCaptureDrops } from '#addon';
import { gate, record, until, variant } from '#harness';

const { pattern } = variant;
const use = {
  promises: async () => {
    const counter = new AsyncCounter(1);
    const block = asyncBlock('go', 'value', () => record('disposal called'));
    await counter.outlast('go');
    return block;
  },
  spawned: () => spawnFuture('go', 'value'),
  // The worker ends in the callback.
  callback: (callback) =>
    spawnFutureThenCall('go', 'value', (value) => {
      callback();
      return `${value}, called back with`;
    }),
}[pattern];

function end() {
  gate('in-call').open();
  // Until the worker is terminated.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  const exit = new Promise((resolve) => worker.on('exit', resolve));
  await gate('in-call').opened();
  worker.terminate();
  record('worker exited', await exit);
  record('left of it', { captures: census().alive, futures: futuresWaiting('go') });

  signalFutures('go');
  await until(() => census().alive === 0);
  record('dropped', takeCaptureDrops());
  record('methods whose instance was gone', orphanedAsyncMethods());

  record('in the main thread', await use(() => {}));
  await until(() => census().alive === 0);
} else {
  const result = use(end);
  await until(() => futuresWaiting('go') === (pattern === 'promises' ? 2 : 1));
  if (pattern !== 'callback') end();
  signalFutures('go');
  await result;
}
