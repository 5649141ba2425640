/*---
summary = "A Buffer and a Uint8Array can be sent to a thread, which writes into JavaScript's own memory; they keep it until the thread has dropped them and the event loop has turned"
shows = ["writeBufferOnThread", "writeArrayOnThread", "Buffer", "Uint8Array"]
tags = ["buffers", "threads", "gc"]
[variants]
type = ["buffer", "uint8-array"]
---*/
import { writeBufferOnThread, writeArrayOnThread } from '#addon';
import { gate, gc, until, variant } from '#harness';

const send = { buffer: writeBufferOnThread, 'uint8-array': writeArrayOnThread }[variant.type];
const weak = (() => {
  const bytes = Buffer.alloc(2);
  send(bytes, 5, 'thread');
  console.log('before the gate:', bytes.join(' '));
  gate('thread-write').open();
  gate('thread-written').wait();
  console.log('after the thread wrote:', bytes.join(' '));
  return new WeakRef(bytes);
})();
await gc();
console.log('kept by the thread alone:', weak.deref()?.join(' '));

gate('thread-drop').open();
gate('thread-dropped').wait();
// The thread may not touch JavaScript: napi-rs has the reference released by the event loop.
await until(() => {
  gc();
  return weak.deref() === undefined;
});
console.log('collected');
