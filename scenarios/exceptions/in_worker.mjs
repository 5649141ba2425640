/*---
summary = "An error that Rust keeps outlives its worker, however that ends: thrown on the main thread it is made anew, with its message and causes"
shows = ["Error::try_clone", "keepThrown", "throwKept", "dropKeptOnThread", "rethrow"]
tags = ["errors", "worker", "cause", "threads"]
[variants]
ending = ["return", "terminate", "exit", "uncaught"]
[[on]]
name = "reports-twice"
runtimes = ["deno"]
because = "Deno prints an error of a worker though its `error` event is listened to"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { dropKeptOnThread, keepThrown, rethrow, throwKept } from '#addon';
import { gate, variant } from '#harness';

const endings = {
  return() {},
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

const error = Object.assign(new TypeError('thrown', { cause: new RangeError('the cause') }), { own: 'property' });
function throwing() {
  throw error;
}
function describeKept(where) {
  try {
    throwKept();
  } catch (caught) {
    const { name, message, own, cause } = caught;
    console.log(`${where}:`, { same: caught === error, name, message, own, cause: cause.message });
  }
}

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.on('error', (error) => console.log('error event:', error.message));
  const ended = new Promise((resolve) => worker.on('exit', resolve));
  if (variant.ending === 'terminate') {
    await gate('in-callback').opened();
    worker.terminate();
  }
  const code = await ended;
  console.log('the worker exited with', code);
  describeKept('the main thread throws what the worker kept');
  dropKeptOnThread();

  keepThrown(throwing);
  describeKept('and its own');
  dropKeptOnThread();
} else {
  keepThrown(throwing);
  rethrow(endings[variant.ending]);
}
