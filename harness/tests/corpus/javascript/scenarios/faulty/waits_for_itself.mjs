/*---
summary = "The main thread waits for a message that only the main thread can send"
timeout = "3s"
---*/
const cell = new Int32Array(new SharedArrayBuffer(4));
setImmediate(() => Atomics.notify(cell, 0));
Atomics.wait(cell, 0, 0); // place: waits_for_itself
