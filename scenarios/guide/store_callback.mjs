/*---
summary = "storeCallback's thread owns a reference that it has no Env to borrow from: the callback is never called, and can be collected when the thread has dropped it"
shows = ["storeCallback", "Function::create_ref"]
claim = "no-env-in-regular-thread"
tags = ["guide", "threads"]
flags = ["--expose-gc"]
[expect]
end = "exit 0"
within = "3s"
---*/
import { storeCallback } from '#addon';
import { gc, mustNotCall } from '#harness';

function store() {
  const callback = mustNotCall('a callback that Rust cannot borrow back');
  console.log('returned', storeCallback(callback));
  return new WeakRef(callback);
}

const stored = store();
while (stored.deref() !== undefined) await gc();
console.log('collected');
