/*---
summary = "An iterator keeps its instance, and a `next` taken out of the iterator keeps neither: it would be called with a pointer to nothing"
shows = ["Generator", "AsyncGenerator", "StepGenerator", "StepAsyncGenerator", "census"]
tags = ["generator", "gc"]
flags = ["--expose-gc"]
[variants]
kind = ["sync", "async"]
---*/
import { StepAsyncGenerator, StepGenerator, census } from '#addon';
import { gc, until, variant } from '#harness';

const iterate = {
  sync: () => new StepGenerator(9)[Symbol.iterator](),
  async: () => new StepAsyncGenerator(9)[Symbol.asyncIterator](),
}[variant.kind];

const kept = (() => ({ iterator: iterate() }))();
for (let n = 0; n < 3; n++) await gc();
console.log('the iterator is held, finalised:', census().handlesFinalised);
console.log('it goes on:', await kept.iterator.next());

// The functions of an iterator hold a pointer, and no JavaScript value.
const next = (() => kept.iterator.next)();
delete kept.iterator;
await until(() => {
  (globalThis.gc ?? (() => {}))();
  globalThis.Bun?.gc(true);
  return census().handlesFinalised === 1;
});
console.log('only its', next.name, 'is held, finalised:', census().handlesFinalised);
