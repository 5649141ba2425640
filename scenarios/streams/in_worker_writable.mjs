/*---
summary = "A worker may end, in any way, in the JavaScript that Rust calls when it closes or aborts a WritableStream or looks whether it is ready"
shows = ["WriteableStream::close", "WriteableStream::abort", "WriteableStream::ready", "closeWritable", "closeWritableStrict", "abortWritable", "waitForReady"]
tags = ["stream", "worker", "exit"]
[variants]
pattern = ["close", "strict", "abort", "ready"]
ending = ["return", "terminate", "exit", "uncaught"]
[[on]]
name = "reports-twice"
runtimes = ["deno"]
because = "Deno prints an error of a worker though its `error` event is listened to"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { abortWritable, closeWritable, closeWritableStrict, waitForReady } from '#addon';
import { gate, record, variant } from '#harness';

/** What Rust is given, which calls `end` when that is closed, aborted or asked for `ready`; and the call of Rust. */
const [subject, call] = {
  close: [(end) => new WritableStream({ close: end }), closeWritable],
  strict: [(end) => new WritableStream({ close: end }), closeWritableStrict],
  abort: [(end) => new WritableStream({ abort: end }), (stream) => abortWritable(stream, 'no use')],
  ready: [
    (end) => ({
      get ready() {
        end();
        return Promise.resolve();
      },
    }),
    waitForReady,
  ],
}[variant.pattern];

async function use(end) {
  let isInCall = false;
  const given = subject(() => {
    record('called before Rust has returned', isInCall);
    end();
  });
  // A stream that has not started calls its sink later.
  await new Promise((resolve) => setImmediate(resolve));
  isInCall = true;
  const promise = call(given);
  isInCall = false;
  return (await promise) ?? 'nothing';
}

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.on('error', (error) => record('error event', error.message));
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  if (variant.ending === 'terminate') {
    await gate('in-call').opened();
    worker.terminate();
  }
  record('the worker exited with', await exited);
  record('the main thread gets', await use(() => {}));
} else {
  const endings = {
    return() {},
    exit: () => process.exit(7),
    uncaught() {
      throw new Error('not from here');
    },
    terminate() {
      gate('in-call').open();
      // Until the worker is terminated.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    },
  };
  record('the worker gets', await use(endings[variant.ending]));
}
