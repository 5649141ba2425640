/*---
summary = "The finalizer of bytes that Rust lends to JavaScript runs once, when no view of them is left"
shows = ["lendBytes", "takeDrops", "BufferSlice::from_external", "Uint8Array::with_external_data", "ArrayBuffer::from_external"]
tags = ["buffers", "finalizer", "gc"]
---*/
import { lendBytes, takeDrops } from '#addon';
import { gc } from '#harness';

const kinds = ['bufferSlice', 'uint8Array', 'arrayBuffer'];
const views = kinds.map((kind) => {
  const lent = lendBytes(kind, kind, 4);
  console.log(kind, new Uint8Array(lent.buffer ?? lent, lent.byteOffset ?? 0, 4).join(' '));
  // A second view of the same memory, which outlives the first.
  return new Uint8Array(lent.buffer ?? lent);
});
await gc();
console.log('dropped while a view of each is held:', takeDrops());
console.log('still readable:', views.map((view) => view[3]).join(' '));
views.length = 0;
await gc();
console.log('dropped after that:', takeDrops().sort());
await gc();
console.log('once each:', takeDrops().length === 0);
