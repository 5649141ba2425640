/*---
summary = "All iterators of an instance share its state, and `next` belongs to the instance that it was taken from, whatever it is called on"
shows = ["Generator", "AsyncGenerator", "StepGenerator", "StepAsyncGenerator"]
tags = ["generator"]
---*/
import { StepAsyncGenerator, StepGenerator } from '#addon';

const steps = new StepGenerator(9);
console.log('an instance is its own iterator:', steps[Symbol.iterator]() === steps);
const pairs = [];
for (const outer of steps) {
  for (const inner of steps) {
    pairs.push([outer, inner]);
    if (inner === 4) break;
  }
}
// The inner break completed the outer loop's iterator.
console.log('nested loops:', pairs);

const waiting = new StepAsyncGenerator(9);
const [one, other] = [waiting[Symbol.asyncIterator](), waiting[Symbol.asyncIterator]()];
console.log('two asynchronous iterators of one instance:', one !== other, await one.next(), await other.next());
console.log('such an iterator can be iterated itself:', Symbol.asyncIterator in one);

const [first, second] = [new StepGenerator(9), new StepGenerator(9)];
first.next.call(second);
console.log("first's next, called on second:", { first: first.at(), second: second.at() });
try {
  first.next.call({});
} catch (error) {
  // Of the object that it is called on, it asks for a property that instances have.
  console.log('called on another object:', error.code, 'and it went on all the same:', first.at());
}
