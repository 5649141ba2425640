/*---
summary = "However a worker ends in mid-call, what its closures and classes captured is dropped with it, and the main thread goes on with the same pattern"
shows = ["Env::create_function_from_closure", "Env::define_class", "HandleScope", "wrapCallback", "defineAccount", "callInHandleScope", "census"]
tags = ["worker", "closure", "class", "scope", "census"]
[variants]
pattern = ["closure", "class", "scope"]
ending = ["return", "terminate", "exit", "uncaught"]
[[on]]
name = "leaves-some"
runtimes = ["deno"]
because = "Deno runs no finalizer for values that are alive when a worker ends, and no cleanup hook when it is terminated; it prints an error of a worker though its `error` event is listened to"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { callInHandleScope, census, defineAccount, wrapCallback } from '#addon';
import { gate, mustCall, variant } from '#harness';

// Each keeps what Rust gave it, so that only the end of the environment can drop that.
const patterns = {
  closure(callback) {
    globalThis.kept = wrapCallback(callback);
    return globalThis.kept();
  },
  class(callback) {
    globalThis.kept = defineAccount(1, callback);
    return new globalThis.kept('Ada').limit;
  },
  scope: (callback) => callInHandleScope(callback),
};
const endings = {
  return: () => 'an answer',
  terminate() {
    gate('in-callback').open();
    // Until the worker is terminated.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
  exit: () => process.exit(7),
  uncaught() {
    throw new Error('nobody catches it');
  },
};

const use = patterns[variant.pattern];
if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.on('error', (error) => console.log('error event:', error.message));
  const ended = new Promise((resolve) => worker.on('exit', resolve));
  if (variant.ending === 'terminate') {
    await gate('in-callback').opened();
    worker.terminate();
  }
  const code = await ended;
  const { handlesMade, handlesFinalised } = census();
  console.log('the worker exited with', code, { handlesMade, handlesFinalised });
  console.log('the main thread:', use(mustCall(() => 'an answer')));
} else {
  use(endings[variant.ending]);
}
