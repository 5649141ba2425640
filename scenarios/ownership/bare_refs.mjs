/*---
summary = "ObjectRef and UnknownRef keep a value until they are released by hand; an UnknownRef complains of a leak also when it was given back to JavaScript, which is none"
shows = ["HeldObject", "HeldUnknown", "ObjectRef::get_value", "ObjectRef::unref", "UnknownRef"]
tags = ["references", "gc", "errors"]
[[on]]
name = "keeps-primitives"
runtimes = ["deno"]
because = "Deno makes references to primitives, too"
---*/
import { HeldObject, HeldUnknown } from '#addon';
import { gc } from '#harness';

const pairs = (() => {
  const objects = [{}, {}, {}];
  const [object, released, given] = objects;
  const held = [new HeldObject(object), new HeldUnknown(released), new HeldUnknown(given)];
  return objects.map((object, n) => ({ held: held[n], weak: new WeakRef(object) }));
})();
const alive = () => pairs.map(({ weak }) => weak.deref() !== undefined);

await gc();
console.log('alive while they are held:', alive());
console.log('the same:', pairs.map(({ held, weak }) => held.get() === weak.deref()));

pairs[0].held.release();
pairs[1].held.release();
(() => console.log('given back:', typeof pairs[2].held.giveBack()))();
for (let n = 0; n < 3; n++) await gc();
console.log('alive after that:', alive());

for (const value of [1, 'text', Symbol.iterator, () => {}]) {
  try {
    const held = new HeldUnknown(value);
    console.log(typeof value, 'is kept:', held.get() === value);
    held.release();
  } catch (error) {
    console.log(typeof value, 'is refused:', error.code);
  }
}
try {
  pairs[0].held.release();
} catch (error) {
  console.log('released twice:', error.message);
}
