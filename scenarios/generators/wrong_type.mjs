/*---
summary = "An argument of the wrong type is thrown out of next, and the item is lost; yield* passes undefined, which is such an argument"
shows = ["Generator::next", "AsyncGenerator::next", "StepGenerator", "StepAsyncGenerator"]
tags = ["generator", "errors", "lost"]
---*/
import { StepAsyncGenerator, StepGenerator } from '#addon';

// Neither its message nor its code is printed: both may run on into memory, see message_runs_on.
const outcome = (work) => {
  try {
    return work();
  } catch (error) {
    return `thrown, ${error.name}`;
  }
};

const steps = new StepGenerator(9);
console.log("next('text'):", outcome(() => steps.next('text')));
// It was asked for an item all the same, as if it had no argument.
console.log('heard:', steps.heard().join(), 'then next():', steps.next());

console.log('return(undefined):', outcome(() => steps.return(undefined)));
console.log('not completed:', steps.next());
steps.heard();

function* delegating() {
  yield* steps;
}
console.log('yield*:', outcome(() => [...delegating()]), 'heard:', steps.heard().join());

// An asynchronous generator throws, too, where JavaScript's own would return a promise that rejects.
const waiting = new StepAsyncGenerator(9);
const iterator = waiting[Symbol.asyncIterator]();
console.log("asynchronous next('text'):", outcome(() => iterator.next('text')));
console.log('heard:', waiting.heard().join(), 'then next():', await iterator.next());
waiting.heard();

async function* delegatingAsync() {
  yield* waiting;
}
try {
  for await (const item of delegatingAsync()) console.log(item);
} catch (error) {
  console.log('asynchronous yield*: thrown,', error.name, 'heard:', waiting.heard().join());
}
