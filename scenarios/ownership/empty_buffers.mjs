/*---
summary = "Empty memory goes both ways, as often as one likes; but from_external refuses the address of an empty Vec, and then drops what the finalizer was to drop"
shows = ["giveBytes", "lendBytes", "seeBytes", "HeldBuffer", "borrowAroundCallback", "BufferSlice::from_data", "ArrayBuffer::from_data"]
tags = ["buffers", "finalizer", "gc"]
---*/
import { HeldBuffer, giveBytes, lendBytes, seeArrayBuffer, seeBytes, takeDrops } from '#addon';
import { gc } from '#harness';

for (const kind of ['bufferSlice', 'buffer', 'uint8Array', 'arrayBuffer']) {
  const given = [giveBytes(kind, []).view, giveBytes(kind, []).view];
  console.log('given as', kind, given.map((view) => view.byteLength));
}
for (const kind of ['bufferSlice', 'uint8Array', 'arrayBuffer']) {
  try {
    const lent = [lendBytes(kind, kind, 0), lendBytes(kind, kind, 0)];
    console.log('lent as', kind, lent.map((view) => view.byteLength));
  } catch (error) {
    console.log('not lent as', kind, error.code);
  }
}
await gc();
console.log('dropped:', takeDrops().sort());
console.log('taken:', seeBytes(new Uint8Array()), seeArrayBuffer(new ArrayBuffer(0)).length);
const held = new HeldBuffer(Buffer.alloc(0));
console.log('held:', held.bytes(), held.giveBack().length);
