/*---
summary = "A Function kept after the return, in safe Rust, calls whatever function lies where its handle points, and does not crash even when the kept one has been collected"
shows = ["keepFunction", "callKeptFunction", "Function"]
claim = "crash-when-collected"
tags = ["misuse", "wrong-function"]
flags = ["--expose-gc"]
runtimes = { only = ["node", "deno"], because = "a stale handle stands for something else in JavaScriptCore, which changes from build to build" }
---*/
import { callKeptFunction, keepFunction } from '#addon';
import { gc, mustCall, mustNotCall } from '#harness';

// All calls come from one place on the stack, and so do their arguments.
function pass(native, make) {
  const callbacks = make();
  return { returned: native(...callbacks), passed: new WeakRef(callbacks[0]) };
}
const kept = mustNotCall('the function that was kept');
const never = () => mustNotCall('a function that lies elsewhere');
const unrelated = (name) => mustCall((argument) => `${name} got ${argument}`);

pass(keepFunction, () => [kept]);
console.log(pass(callKeptFunction, () => [unrelated('one function')]).returned);
console.log(pass(callKeptFunction, () => [unrelated('another function')]).returned);
// What is passed last lies there, although callKeptFunction never looks at it.
console.log(pass(callKeptFunction, () => [never(), unrelated('a second argument')]).returned);

// Code that continues after an await stands elsewhere on the stack.
await gc();
const { passed } = pass(keepFunction, () => [mustNotCall('the function that was collected')]);
while (passed.deref() !== undefined) await gc();
console.log('the kept function is collected');
console.log(pass(callKeptFunction, () => [unrelated('yet another function')]).returned);
