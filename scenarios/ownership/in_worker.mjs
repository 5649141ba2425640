/*---
summary = "Whichever way a worker ends, the Rust data that its values own is dropped once, and the main thread goes on with the same pattern"
shows = ["makeTally", "HeldTally", "LibraryHold", "Catalogue", "FinalizedResource", "wrapNote", "lendBytes", "HeldBuffer", "writeBufferOnThread", "External", "ExternalRef", "Reference", "SharedReference", "ObjectFinalize", "Buffer"]
tags = ["worker", "exit", "external", "references", "buffers", "finalizer"]
[variants]
pattern = ["values", "bytes"]
ending = ["return", "terminate", "exit", "uncaught"]
[[on]]
name = "leaves-externals"
runtimes = ["bun"]
because = "Bun drops the data of instances and buffers at a worker's end, and that of externals not"
[[on]]
name = "leaves-values"
runtimes = ["deno"]
because = "Deno drops nothing of a worker's but buffers, and nothing at all of one that is terminated; and it prints an error of a worker though its `error` event is listened to"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import {
  FinalizedResource,
  HeldBuffer,
  HeldTally,
  Library,
  LibraryHold,
  borrowAroundCallback,
  lendBytes,
  makeTally,
  takeDrops,
  wrapNote,
  writeBufferOnThread,
} from '#addon';
import { gate, record, variant } from '#harness';

const thread = isMainThread ? 'main' : 'worker';
/** Makes the values, keeps them for ever, and returns something to show that they work. */
const use = {
  values() {
    const library = new Library('library');
    const [hold, tally] = [new LibraryHold(library), new HeldTally('external of Rust alone')];
    const instance = new FinalizedResource('instance');
    const wrapping = {};
    wrapNote(wrapping, 'note');
    globalThis.kept = [hold, hold.watch(), library.catalogue(), instance, tally, makeTally('external'), wrapping];
    return [hold.name(), tally.add(3)];
  },
  bytes() {
    globalThis.kept = ['bufferSlice', 'uint8Array', 'arrayBuffer'].map((kind) => lendBytes(kind, kind, 4));
    const sent = Buffer.alloc(4);
    writeBufferOnThread(sent, 6, thread);
    gate(`${thread}-write`).open();
    gate(`${thread}-written`).wait();
    globalThis.kept.push(new HeldBuffer(sent));
    return globalThis.kept.at(-1).bytes();
  },
}[variant.pattern];

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  const errors = [];
  worker.on('error', (error) => errors.push(error.message));
  const exited = new Promise((resolve) => worker.on('exit', resolve));
  if (variant.ending === 'terminate') {
    await gate('in-callback').opened();
    worker.terminate();
  }
  record('the worker exited with', await exited);
  if (errors.length > 0) record('its error event', errors);
  if (variant.pattern === 'bytes') {
    // The thread outlives the worker whose buffer it has.
    gate('worker-drop').open();
    await gate('worker-dropped').opened();
  }
  record('dropped', takeDrops().sort());
  record('the main thread', use());
  if (variant.pattern === 'bytes') gate('main-drop').open();
} else {
  record('the worker', use());
  borrowAroundCallback(Buffer.alloc(2), () => {
    if (variant.ending === 'exit') process.exit(7);
    if (variant.ending === 'uncaught') throw new Error('nobody catches this');
    if (variant.ending === 'terminate') {
      gate('in-callback').open();
      // Until the worker is terminated.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
  });
}
