/*---
summary = "An ExternalRef keeps an External though JavaScript forgot it, gives the same one back each time, and lets it go when it is released"
shows = ["HeldTally", "ExternalRef", "ExternalRef::new"]
tags = ["external", "references", "gc", "errors"]
---*/
import { HeldTally, addToTally, makeLabel, makeTally, readTally, takeDrops } from '#addon';
import { gc } from '#harness';

const held = (() => {
  const tally = makeTally('from JavaScript');
  addToTally(tally, 1);
  return new HeldTally(tally);
})();
const own = new HeldTally('of Rust alone');
await gc();
console.log('dropped while they are held:', takeDrops());
console.log('through the reference:', held.add(10), own.add(5));
console.log('through the external:', readTally(held.external()), readTally(own.external()));
console.log('the same external:', held.external() === held.external());
try {
  new HeldTally(makeLabel('another type'));
} catch (error) {
  console.log('another type is refused:', error.code);
}

held.release();
own.release();
await gc();
console.log('dropped after the release:', takeDrops().sort());
try {
  held.add(1);
} catch (error) {
  console.log('used after the release:', error.message);
}
