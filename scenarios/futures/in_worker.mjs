/*---
summary = "A worker that ends does not cancel its futures: they go on, and what they own is dropped when they are done"
shows = ["Env::spawn_future", "AsyncCounter", "asyncBlock", "spawnFuture", "spawnFutureThenCall", "census"]
tags = ["future", "worker"]
[variants]
pattern = ["promises", "spawned", "callback"]
ending = ["return", "exit", "uncaught"]
[[on]]
name = "reports-twice"
runtimes = ["deno"]
because = "Deno prints an error of a worker though its `error` event is listened to, and does not finalise instances when a worker ends"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { AsyncCounter, asyncBlock, census, futuresWaiting, orphanedAsyncMethods } from '#addon';
import { signalFutures, spawnFuture, spawnFutureThenCall, takeCaptureDrops } from '#addon';
import { record, until, variant } from '#harness';

const { pattern, ending } = variant;
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
  if (ending === 'exit') process.exit(3);
  if (ending === 'uncaught') throw new Error('nobody catches this');
}

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.on('error', (error) => record('error event', error.message));
  const exit = new Promise((resolve) => worker.on('exit', resolve));
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
  record('in the worker', await result);
}
