/*---
summary = "Bytes of Rust's become a Buffer, a Uint8Array or an ArrayBuffer without a copy: the view is where the Vec was, and Rust sees what JavaScript writes"
shows = ["giveBytes", "addressOf", "seeBytes", "BufferSlice::from_data", "Buffer::from", "Uint8Array::new", "ArrayBuffer::from_data"]
tags = ["buffers"]
---*/
import { addressOf, giveBytes, seeBytes } from '#addon';

for (const kind of ['bufferSlice', 'buffer', 'uint8Array', 'arrayBuffer']) {
  const { view, address } = giveBytes(kind, [1, 2, 3]);
  const bytes = view instanceof ArrayBuffer ? new Uint8Array(view) : view;
  bytes[0] = 9;
  console.log(view.constructor.name, 'from', kind, seeBytes(bytes), 'in place:', addressOf(bytes) === address);
}
