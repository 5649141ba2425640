/*---
summary = "Bytes that Rust lent are copied where JavaScript asks to transfer them: they stay with the view, and their finalizer comes when that is gone"
shows = ["lendBytes", "ArrayBuffer::from_external", "BufferSlice::from_external", "Uint8Array::with_external_data"]
tags = ["buffers", "finalizer", "gc"]
[[on]]
name = "refuses"
runtimes = ["node >=22", "bun", "deno"]
because = "the transfer of such bytes is an error there, and no copy"
---*/
import { lendBytes, takeDrops } from '#addon';
import { gc } from '#harness';

function transfer(kind) {
  const lent = lendBytes(kind, kind, 4);
  const buffer = lent.buffer ?? lent;
  try {
    const moved = structuredClone(buffer, { transfer: [buffer] });
    new Uint8Array(moved)[0] = 8;
    console.log(kind, 'moved:', new Uint8Array(moved).join(' '), 'left:', new Uint8Array(buffer).join(' '));
    return moved;
  } catch (error) {
    console.log(kind, 'is refused:', error instanceof Error);
    return undefined;
  }
}

const moved = ['bufferSlice', 'uint8Array', 'arrayBuffer'].map(transfer);
for (let n = 0; n < 3; n++) await gc();
console.log('dropped while what was moved is held:', takeDrops().sort());
console.log('and that is still there:', moved.map((buffer) => buffer && new Uint8Array(buffer)[3]));
moved.length = 0;
for (let n = 0; n < 3; n++) await gc();
console.log('dropped after that:', takeDrops().sort());
