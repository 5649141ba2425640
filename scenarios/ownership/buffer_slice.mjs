/*---
summary = "A BufferSlice is JavaScript's own memory, borrowed for a call: a callback sees what Rust wrote, and Rust what the callback wrote"
shows = ["borrowAroundCallback", "BufferSlice"]
tags = ["buffers", "throws"]
---*/
import { borrowAroundCallback } from '#addon';

const buffer = Buffer.from([0, 0, 0]);
const seen = borrowAroundCallback(buffer, () => {
  console.log('the callback sees', buffer[0]);
  buffer[1] = 2;
});
console.log('Rust sees', seen);

// A view into the middle of its memory.
const part = buffer.subarray(1);
borrowAroundCallback(part, () => {});
console.log('in a part of it:', buffer.join(' '));

try {
  borrowAroundCallback(Buffer.from([0, 0]), () => {
    throw new Error('no more bytes');
  });
} catch (error) {
  console.log('thrown:', error.message);
}
console.log('a Uint8Array, too:', borrowAroundCallback(new Uint8Array([0, 4]), () => {}));
