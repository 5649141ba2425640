/*---
summary = "for await iterates an AsyncGenerator, and one that stops early waits for its `complete`"
shows = ["AsyncGenerator::next", "AsyncGenerator::complete", "StepAsyncGenerator"]
tags = ["generator", "async"]
---*/
import { StepAsyncGenerator } from '#addon';

let steps = new StepAsyncGenerator(3);
const all = [];
for await (const item of steps) all.push(item);
console.log('all:', all, 'heard:', steps.heard().join());

steps = new StepAsyncGenerator(9);
for await (const item of steps) {
  if (item === 2) break;
}
console.log('after break:', steps.heard().join());

try {
  for await (const item of steps) throw new Error(`no use for ${item}`);
} catch (error) {
  console.log('after a throw in the body:', error.message, 'heard:', steps.heard().join());
}
