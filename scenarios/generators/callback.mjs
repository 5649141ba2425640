/*---
summary = "A generator calls a function for each item, next inside next included, and what it throws comes out of next"
shows = ["ScopedGenerator::next", "AsyncGenerator::next", "FunctionRef", "AskingGenerator", "AskingAsyncGenerator"]
tags = ["generator", "errors", "throws"]
---*/
import { AskingAsyncGenerator, AskingGenerator } from '#addon';

const upTo3 = (number) => (number <= 3 ? `item ${number}` : null);
console.log('all:', [...new AskingGenerator(upTo3)]);
const all = [];
for await (const item of new AskingAsyncGenerator(upTo3)) all.push(item);
console.log('all, asynchronously:', all);

const refusal = new RangeError('not the second');
const picky = (number) => {
  if (number === 2) throw refusal;
  return upTo3(number);
};
let generator = new AskingGenerator(picky);
try {
  for (const item of generator) console.log('got', item);
} catch (error) {
  console.log('the very error is thrown:', error === refusal, 'completed:', generator.completed());
}
console.log('and it goes on:', generator.next());

const iterator = new AskingAsyncGenerator(picky)[Symbol.asyncIterator]();
try {
  for (;;) console.log('got', await iterator.next());
} catch (error) {
  console.log('the very error rejects:', error === refusal);
}
console.log('and it goes on:', await iterator.next());

for (const kind of [AskingGenerator, AskingAsyncGenerator]) {
  const wrong = new kind((number) => number);
  try {
    await (wrong[Symbol.asyncIterator]?.() ?? wrong).next();
  } catch (error) {
    console.log('an answer of the wrong type:', error.code);
  }
}

// JavaScript's own generator throws a TypeError there: it is running already.
generator = new AskingGenerator((number) => (number === 1 ? `before it, ${generator.next().value}` : upTo3(number)));
console.log('next inside next:', generator.next(), 'running at once:', generator.mostRunning());
