/*---
summary = "A callback may come back to the instance that calls it as long as that borrows &self; &mut self and a pub field's accessors are refused"
shows = ["BorrowedCounter", "callWithBorrowedCounter", "callWithCounterInstance", "ClassInstance"]
tags = ["objects", "reentrancy", "errors"]
[expect]
panics = ["after the callback"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build: nobody catches it"
end = "crash SIGABRT"
---*/
import { BorrowedCounter, callWithBorrowedCounter, callWithCounterInstance } from '#addon';

const callers = {
  'a method with &self': (counter, callback) => counter.callShared(callback),
  'a method with &mut self': (counter, callback) => counter.callExclusively(callback),
  'a function with & of it': callWithBorrowedCounter,
  // Not tracked: the callback changes what the function looks at.
  'a function with a ClassInstance': callWithCounterInstance,
  'another instance': (counter, callback) => new BorrowedCounter().callExclusively(callback),
};
const uses = {
  'a method with &self': (counter) => counter.read(),
  'a method with &mut self': (counter) => counter.increment(),
  'reads a pub field': (counter) => counter.count,
  'writes a pub field': (counter) => void (counter.count += 10),
};
for (const [caller, call] of Object.entries(callers)) {
  console.log(`called by ${caller}`);
  const counter = new BorrowedCounter();
  for (const [name, use] of Object.entries(uses)) {
    let outcome;
    const result = call(counter, () => {
      try {
        outcome = `${use(counter)}`;
      } catch (error) {
        outcome = `refused, ${error.code}`;
      }
    });
    console.log(`  ${name}: ${outcome}`, ...(result ? ['seen by the caller:', ...result] : []));
  }
  console.log('  afterwards:', counter.increment());
}

const counter = new BorrowedCounter();
const ends = {
  'a callback that throws': () => counter.callExclusively(() => JSON.parse('')),
  'a panic': () => counter.callAndPanic(() => {}),
};
for (const [what, call] of Object.entries(ends)) {
  try {
    call();
  } catch (error) {
    console.log(`after ${what} it is free again:`, counter.increment());
  }
}
