/*---
summary = "A generator that calls back in a worker ends with the worker, however that ends, and what it owned is dropped"
shows = ["ScopedGenerator", "AsyncGenerator", "AskingGenerator", "AskingAsyncGenerator", "census"]
tags = ["generator", "worker", "exit"]
[variants]
pattern = ["sync", "async"]
ending = ["return", "terminate", "exit", "uncaught"]
[[on]]
name = "leaves"
runtimes = ["deno"]
because = "Deno runs no finalizer for what is alive when a worker ends, and what waits for a call under way waits on; it prints an error of a worker though its `error` event is listened to"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { AskingAsyncGenerator, AskingGenerator, census } from '#addon';
import { gate, until, variant } from '#harness';

const Generator = { sync: AskingGenerator, async: AskingAsyncGenerator }[variant.pattern];

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.on('error', (error) => console.log('error event:', error.message));
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  if (variant.ending === 'terminate') {
    await gate('in-callback').opened();
    worker.terminate();
  }
  console.log('the worker exited with', await exited);

  // Tokio may still be about to drop what is told of the worker's end. Deno does not tell it that the call it waits for cannot return.
  const left = process.versions.deno && variant.pattern === 'async' && variant.ending === 'terminate' ? 1 : 0;
  await until(() => census().alive === left);
  for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
  const { handlesMade, handlesFinalised } = census();
  console.log({ handlesMade, handlesFinalised }, 'items under way:', census().alive);

  const items = [];
  for await (const item of new Generator((number) => (number <= 3 ? `item ${number}` : null))) items.push(item);
  console.log('the main thread iterates:', items);
} else {
  const endings = {
    return: () => 'item 2',
    exit: () => process.exit(7),
    uncaught: () => {
      throw new Error('not the second');
    },
    terminate() {
      gate('in-callback').open();
      // Until the worker is terminated.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    },
  };
  const generator = new Generator((number) => (number === 2 ? endings[variant.ending]() : `item ${number}`));
  const iterator = generator[Symbol.asyncIterator]?.() ?? generator;
  // No loop over the generator: on Node.js 22 and later it would not end, see worker_spins; process.exit in the callback comes to the same.
  for (let number = 1; number <= 3; number++) await iterator.next();
}
