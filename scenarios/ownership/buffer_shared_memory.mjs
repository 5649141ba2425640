/*---
summary = "A Uint8Array over shared memory is taken as any other: a thread of Rust's writes into it while JavaScript's thread waits"
shows = ["writeArrayOnThread", "seeBytes", "Uint8Array"]
tags = ["buffers", "threads"]
[[on]]
name = "is-an-array-buffer"
runtimes = ["node >=22", "bun"]
because = "napi_get_arraybuffer_info takes a SharedArrayBuffer there, too"
---*/
import { seeArrayBuffer, seeBytes, writeArrayOnThread } from '#addon';
import { gate } from '#harness';

const bytes = new Uint8Array(new SharedArrayBuffer(2));
writeArrayOnThread(bytes, 6, 'thread');
gate('thread-write').open();
gate('thread-written').wait();
console.log('JavaScript sees', Atomics.load(bytes, 0), 'and Rust', seeBytes(bytes));
gate('thread-drop').open();
gate('thread-dropped').wait();

try {
  console.log('as an ArrayBuffer:', seeArrayBuffer(bytes.buffer));
} catch (error) {
  console.log('as an ArrayBuffer it is refused:', error.code);
}
