/*---
summary = "A generator and what it handed out end with its worker, however that ends: items under way are given up, and functions are finalised"
shows = ["AsyncGenerator", "ScopedGenerator", "AnsweredGenerator", "ScopedItems", "census"]
tags = ["generator", "worker", "exit"]
[variants]
pattern = ["answered", "scoped"]
ending = ["return", "terminate", "exit", "uncaught"]
[[on]]
name = "leaves-functions"
runtimes = ["bun"]
because = "Bun finalises the instances of classes when a worker ends, but not the functions that Rust made"
[[on]]
name = "leaves"
runtimes = ["deno"]
because = "Deno runs no finalizer for what is alive when a worker ends, so a generator whose items are under way is never dropped, and they wait on; it prints an error of a worker though its `error` event is listened to"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { AnsweredGenerator, ScopedItems, census } from '#addon';
import { gate, until, variant } from '#harness';

const patterns = {
  /** `end` is called while two items are under way. */
  async answered(end) {
    const generator = new AnsweredGenerator();
    const iterator = generator[Symbol.asyncIterator]();
    const items = [iterator.next(), iterator.next()];
    await until(() => generator.asked() === 2);
    end();
    generator.answer(1, 20);
    generator.answer(0, 10);
    return (await Promise.all(items)).map(({ value }) => value);
  },
  /** `end` is called between two items, while the first one, a function that owns something, is held. */
  scoped(end) {
    const kept = [];
    for (const item of new ScopedItems(4)) {
      kept.push(item);
      if (kept.length === 2) end();
    }
    return kept.map((item) => (typeof item === 'function' ? item() : (item.number ?? 'a buffer')));
  },
};

/** What the census counts. */
const [payloads, handles] = { answered: ['items', 'generators'], scoped: ['generators', 'functions'] }[variant.pattern];

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.on('error', (error) => console.log('error event:', error.message));
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  if (variant.ending === 'terminate') {
    await gate('in-mid-iteration').opened();
    worker.terminate();
  }
  console.log('the worker exited with', await exited);

  // Tokio may still be about to drop what is told of the worker's end. Deno neither tells it nor drops the generator.
  const { pattern, ending } = variant;
  const left = { answered: ending === 'return' ? 0 : 2, scoped: 1 }[pattern];
  await until(() => census().alive === (process.versions.deno ? left : 0));
  for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
  const { made, alive, handlesMade, handlesFinalised } = census();
  console.log({ [payloads]: made, alive }, { [handles]: handlesMade, finalised: handlesFinalised });

  console.log('the main thread iterates:', await patterns[variant.pattern](() => {}));
} else {
  const endings = {
    return() {},
    exit: () => process.exit(7),
    uncaught() {
      throw new Error('not the third');
    },
    terminate() {
      gate('in-mid-iteration').open();
      // Until the worker is terminated.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    },
  };
  const items = await patterns[variant.pattern](endings[variant.ending]);
  console.log('the worker got:', items.join());
}
