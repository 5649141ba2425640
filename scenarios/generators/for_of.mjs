/*---
summary = "for-of, spread and destructuring iterate a Generator, and one that stops early calls its `complete`"
shows = ["Generator::next", "Generator::complete", "StepGenerator"]
tags = ["generator"]
---*/
import { StepGenerator } from '#addon';

const to = (end) => new StepGenerator(end);

let steps = to(3);
console.log('spread:', [...steps], 'heard:', steps.heard().join());

steps = to(3);
console.log('Array.from:', Array.from(steps, (item) => item * 10), 'heard:', steps.heard().join());

steps = to(9);
const [first, second] = steps;
console.log('destructured:', first, second, 'heard:', steps.heard().join());

steps = to(9);
for (const item of steps) {
  if (item === 2) break;
}
console.log('after break:', steps.heard().join());

steps = to(9);
try {
  for (const item of steps) throw new Error(`no use for ${item}`);
} catch (error) {
  console.log('after a throw in the body:', error.message, 'heard:', steps.heard().join());
}

steps = to(9);
(() => {
  for (const item of steps) return item;
})();
console.log('after return:', steps.heard().join());
