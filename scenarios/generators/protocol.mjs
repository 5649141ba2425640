/*---
summary = "next, return and throw pass their argument to Rust, and what `complete` returns is thrown away"
shows = ["Generator::next", "Generator::complete", "Generator::catch", "StepGenerator"]
tags = ["generator", "errors"]
---*/
import { StepGenerator } from '#addon';

const steps = new StepGenerator(50);
const show = (what, result) => console.log(what, result, 'heard:', steps.heard().join());

show('next():', steps.next());
show('next(true):', steps.next(true));

// `catch` may yield, it may end the iteration, and by default it throws again what it was given.
show('throw(40):', steps.throw(40));
show('next():', steps.next());
for (const thrown of [new RangeError('the very same'), 'a string', undefined]) {
  try {
    steps.throw(thrown);
  } catch (error) {
    show('throw(...) throws the same value again:', error === thrown);
  }
}

// `complete` returned an item, 999; JavaScript gets its own argument back.
const other = new StepGenerator(50);
console.log("return('enough'):", other.return('enough'), 'heard:', other.heard().join());
console.log('return():', other.return(), 'heard:', other.heard().join());
