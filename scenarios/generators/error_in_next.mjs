/*---
summary = "`next` of a Generator cannot fail: an Err is yielded as an Error object, and only a ScopedGenerator can throw, by its environment"
shows = ["Generator::Yield", "ScopedGenerator::next", "Env::throw_error", "ErrYieldingGenerator", "ThrowingGenerator"]
tags = ["generator", "errors"]
---*/
import { ErrYieldingGenerator, ThrowingGenerator } from '#addon';

for (const item of new ErrYieldingGenerator()) {
  console.log('yielded:', item instanceof Error ? `an Error, ${item.code}: ${item.message}` : item);
}

const throwing = new ThrowingGenerator();
const got = [];
try {
  for (const item of throwing) got.push(item);
} catch (error) {
  console.log('yielded:', ...got, 'then thrown:', error.code, error.message);
}
// JavaScript's own generator would be at its end.
console.log('and it goes on:', [...throwing]);
