/*---
summary = "A FunctionRef that another thread drops is released on the JavaScript thread, in a later turn: until then the function lives"
shows = ["HeldFunction", "FunctionRef"]
tags = ["census", "gc", "threads"]
flags = ["--expose-gc"]
---*/
import { HeldFunction } from '#addon';
import { gc, until } from '#harness';

function hold() {
  const callback = () => {};
  return [new HeldFunction(callback), new WeakRef(callback)];
}

const [held, weak] = hold();
await gc();

held.dropOnThread();
globalThis.gc();
console.log('alive right after the drop:', weak.deref() !== undefined);

await until(() => {
  globalThis.gc();
  return weak.deref() === undefined;
});
console.log('collected in a later turn');
