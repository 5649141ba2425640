/*---
summary = "A Rust closure returns another one; each is dropped, with what it captured, once JavaScript has collected its function"
shows = ["Env::create_function_from_closure", "curriedSum", "census"]
tags = ["closure", "census", "gc"]
flags = ["--expose-gc"]
---*/
import { census, curriedSum } from '#addon';
import { until } from '#harness';

const first = curriedSum();
const second = first(1);
console.log(second(2)(3), second(20)(300), first(1000)(0)(0));
(() => {
  for (let i = 0; i < 9; i++) first(i)(i)(i);
})();
console.log('closures made:', census().handlesMade);
await until(() => {
  globalThis.gc();
  return census().handlesFinalised >= census().handlesMade - 2;
});
console.log('not finalised:', census().handlesMade - census().handlesFinalised);
console.log('those two still work:', first(1)(2)(3), second(2)(3));

try {
  second('text');
} catch (error) {
  console.log(error.code);
}
