/*---
summary = "Data owned by an External, an instance or a closure is dropped once JavaScript has collected the value"
shows = ["countedExternal", "CountedObject", "countedClosure", "census", "External", "Env::create_function_from_closure"]
tags = ["census", "gc"]
flags = ["--expose-gc"]
[variants]
value = ["external", "object", "closure"]
---*/
import { CountedObject, census, countedClosure, countedExternal } from '#addon';
import { gc, until, variant } from '#harness';

const make = {
  external: countedExternal,
  object: () => new CountedObject(),
  closure: countedClosure,
}[variant.value];

const kept = make();
(() => {
  for (let value = 0; value < 9; value++) make();
})();
console.log('made:', census().handlesMade);

await gc();
await until(() => {
  globalThis.gc();
  return census().handlesFinalised === 9;
});
await gc();
console.log('finalised:', census().handlesFinalised, 'and not', typeof kept);
