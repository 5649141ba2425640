/*---
summary = "The reference keeps a callback from being collected only until it has been called"
shows = ["scheduleNotification", "FunctionRef"]
claim = "reference-keeps-function-alive"
tags = ["timers", "gc"]
flags = ["--expose-gc"]
---*/
import { scheduleNotification } from '#addon';
import { gc, sleep } from '#harness';

function scheduleAndForget() {
  const callback = (message) => console.log(message);
  return { notified: scheduleNotification(8000, callback), weakly: new WeakRef(callback) };
}

const { notified, weakly } = scheduleAndForget();
await gc();
console.log('alive while it is awaited:', weakly.deref() !== undefined);

await notified;
// The native call that resolved the promise is not over yet, and holds the callback till it is.
await sleep(0);
await gc();
console.log('alive afterwards:', weakly.deref() !== undefined);
