/*---
summary = "Memory that JavaScript transferred away is empty for Rust from then on, but a Buffer that Rust kept goes on seeing it, wherever it is now"
shows = ["seeArrayBuffer", "detachArrayBuffer", "seeBytes", "HeldBuffer", "ArrayBuffer::detach", "ArrayBuffer::is_detached", "Buffer"]
tags = ["buffers", "errors"]
---*/
import { HeldBuffer, detachArrayBuffer, seeArrayBuffer, seeBytes } from '#addon';

const buffer = new ArrayBuffer(3);
const bytes = new Uint8Array(buffer).fill(1);
const held = new HeldBuffer(Buffer.from(buffer));
console.log('before:', seeArrayBuffer(buffer), seeBytes(bytes), held.bytes());

const moved = structuredClone(buffer, { transfer: [buffer] });
console.log('transferred:', seeArrayBuffer(buffer), seeBytes(bytes));
new Uint8Array(moved)[0] = 8;
console.log('what Rust kept:', held.bytes(), 'and JavaScript has of it:', held.giveBack().length);

const own = new ArrayBuffer(3);
detachArrayBuffer(own);
console.log('detached by Rust:', seeArrayBuffer(own), own.byteLength);
try {
  detachArrayBuffer(own);
  console.log('detached once more');
} catch (error) {
  console.log('detached once more:', error.code);
}
