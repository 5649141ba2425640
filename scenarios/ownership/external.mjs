/*---
summary = "An External carries Rust data that JavaScript cannot see: it comes back by reference, in its own type only, and is dropped once the value is collected"
shows = ["makeTally", "addToTally", "readTally", "makeLabel", "External"]
tags = ["external", "gc", "errors"]
---*/
import { addToTally, makeLabel, makeTally, readTally, takeDrops } from '#addon';
import { gc } from '#harness';

const kept = makeTally('kept');
console.log(typeof kept, Object.keys(kept));
console.log('added:', addToTally(kept, 2), addToTally(kept, 3));

const refused = { 'another type': makeLabel('label'), 'a plain object': {}, 'a number': 1, nothing: undefined };
for (const [what, value] of Object.entries(refused)) {
  try {
    readTally(value);
  } catch (error) {
    console.log(`${what} is refused:`, error.code);
  }
}

(() => {
  for (const name of ['one', 'two', 'three']) addToTally(makeTally(name), 1);
})();
console.log('before the collection:', takeDrops());
await gc();
console.log('after it:', takeDrops().sort());
console.log('still held:', readTally(kept), typeof refused);
