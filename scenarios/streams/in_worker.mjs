/*---
summary = "A stream between Rust and a worker ends with the worker, however that ends, but a read that was never answered waits on in Rust"
shows = ["ReadableStream::new", "ReadableStream::read", "Reader", "PushedStream", "ChunkReader", "census"]
tags = ["stream", "worker", "exit"]
[variants]
pattern = ["from-rust", "to-rust"]
ending = ["return", "terminate", "exit", "uncaught"]
[[on]]
name = "leaves"
runtimes = ["deno"]
because = "Deno runs no finalizer for what is alive when a worker ends, and what waits for it in Rust waits on; it prints an error of a worker though its `error` event is listened to"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { ChunkReader, PushedStream, census } from '#addon';
import { gate, until, variant } from '#harness';

const patterns = {
  /** `end` is called while Rust is asked for an item. */
  async 'from-rust'(end) {
    const pushed = new PushedStream();
    const reader = pushed.stream().getReader();
    const read = [reader.read(), reader.read()];
    await until(() => pushed.asked() > 0);
    if (end() === 'no chunk') await new Promise(() => {});
    pushed.push(1);
    pushed.end();
    return (await Promise.all(read)).map(({ value, done }) => (done ? 'the end' : value));
  },
  /** `end` is called in `pull`, which Rust has asked for a chunk; where it says so, no chunk comes. */
  async 'to-rust'(end) {
    const pull = (controller) => {
      if (end() === 'no chunk') return;
      controller.enqueue(1);
      controller.close();
    };
    const chunks = new ChunkReader(new ReadableStream({ pull }, { highWaterMark: 0 }));
    return [await chunks.next(), (await chunks.next()) ?? 'the end'];
  },
};

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.on('error', (error) => console.log('error event:', error.message));
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  if (variant.ending === 'terminate') {
    await gate('in-call').opened();
    worker.terminate();
  }
  console.log('the worker exited with', await exited);
  // Tokio may still be about to drop what is told of the worker's end. Nobody tells the reader whose read is pending.
  const untold = process.versions.deno
    ? variant.ending !== 'return' && `${variant.pattern},${variant.ending}` !== 'to-rust,exit'
    : variant.pattern === 'to-rust' && variant.ending === 'uncaught';
  const left = untold ? 1 : 0;
  await until(() => census().alive === left);
  for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
  console.log('made:', census().made, 'alive:', census().alive);

  console.log('the main thread reads:', await patterns[variant.pattern](() => {}));
} else {
  const endings = {
    return() {},
    exit: () => process.exit(7),
    uncaught() {
      setImmediate(() => {
        throw new Error('no further');
      });
      return 'no chunk';
    },
    terminate() {
      gate('in-call').open();
      // Until the worker is terminated.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    },
  };
  await patterns[variant.pattern](endings[variant.ending]);
}
