/*---
summary = "An AsyncGenerator goes on after return and after its end, and a throw that it catches to end is not done"
shows = ["AsyncGenerator::next", "AsyncGenerator::complete", "AsyncGenerator::catch", "StepAsyncGenerator"]
claim = "completed-async-generator-stays-completed"
tags = ["generator", "async", "errors"]
---*/
import { StepAsyncGenerator } from '#addon';

const steps = new StepAsyncGenerator(4);
const iterator = steps[Symbol.asyncIterator]();
const show = async (what, result) => console.log(what, await result, 'heard:', steps.heard().join());

await show('next(true):', iterator.next(true));
// What `complete` yields is the value, not what JavaScript passed.
await show("return('enough'):", iterator.return('enough'));
await show('next() after return():', iterator.next());
for (const thrown of [new RangeError('the very same'), 'a string', undefined]) {
  await iterator.throw(thrown).catch((error) => show('throw(...) rejects with the same value:', error === thrown));
}
await show('throw(7):', iterator.throw(7));
// `catch` said that there are no more items. A loop in JavaScript would take that for an item.
await show('throw(null):', iterator.throw(null));

await show('next():', iterator.next());
await show('next() at the end:', iterator.next());
await show('next() after the end:', iterator.next());
