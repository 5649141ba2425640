/*---
summary = "A worker that ends within a callback that Rust calls for a promise drops what Rust's callback holds, and settles no promise"
shows = ["PromiseRaw::then", "JsDeferred::resolve", "promiseThen", "settleWithCallback", "census"]
tags = ["promise", "deferred", "worker"]
[variants]
pattern = ["then", "deferred"]
ending = ["return", "terminate", "exit", "uncaught"]
[[on]]
name = "runs-on"
runtimes = ["node >=22"]
because = "The reaction ends as if the callback had returned nothing, and what waits for its promise runs, though the worker has been told to end"
[[on]]
name = "exits-with-0"
runtimes = ["bun"]
sometimes = true
because = "A worker of Bun's that ends with an unhandled rejection now and then exits with 0"
[[on]]
name = "lets-go"
runtimes = ["deno"]
because = "Deno leaks what a terminated worker holds, and prints an error whose event is listened to"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { census, promiseThen, settleWithCallback } from '#addon';
import { gate, variant } from '#harness';

const start = {
  then: (callback) => promiseThen(Promise.resolve(), callback),
  deferred: (callback) => settleWithCallback(callback),
}[variant.pattern];

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
  const { made, dropped } = census();
  console.log({ made, dropped });

  console.log('in the main thread:', await start(() => 'a value'));
} else {
  const callback = () => {
    if (variant.ending === 'exit') process.exit(3);
    if (variant.ending === 'uncaught') throw new RangeError('no luck');
    if (variant.ending === 'terminate') {
      gate('in-callback').open();
      // Until the worker is terminated.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
    return 'a value';
  };
  start(callback).then((value) => console.log('resolved in the worker:', value));
}
