/*---
summary = "A Generator inherits from Iterator where there is one, and its own next shadows the one of a subclass"
shows = ["Generator", "StepGenerator"]
claim = "prototype-inherits-iterator-helpers"
tags = ["generator"]
[[on]]
name = "has-helpers"
runtimes = ["node >=22", "bun", "deno"]
because = "There is a global Iterator, which Node.js has from 22 on"
---*/
import { StepGenerator } from '#addon';

const steps = new StepGenerator(9);
console.log('own properties:', Object.getOwnPropertyNames(steps).join());
console.log('that are listed:', Object.keys(steps).join());
console.log('has map:', 'map' in steps);

if (globalThis.Iterator) {
  console.log('is an Iterator:', steps instanceof Iterator);
  console.log('helpers:', steps.map((item) => item * 10).take(3).toArray());
  console.log('take completes it:', steps.heard().join());
}

class Doubled extends StepGenerator {
  next(by) {
    const { value, done } = super.next(by);
    return { value: value * 2, done };
  }
}
const doubled = new Doubled(3);
console.log('a subclass with a next of its own:', [...doubled], doubled instanceof StepGenerator);
try {
  Doubled.prototype.next.call(doubled);
} catch (error) {
  console.log('which finds no next above it:', error.name);
}
