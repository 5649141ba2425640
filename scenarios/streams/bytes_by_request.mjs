/*---
summary = "A reader that brings its own buffer never hears of the end of a stream of bytes from Rust"
shows = ["ReadableStream::create_with_stream_bytes", "NumberStreams"]
claim = "closing-byte-source-answers-reads"
tags = ["stream", "bytes", "lost"]
---*/
import { NumberStreams, census } from '#addon';
import { until } from '#harness';

const reader = new NumberStreams(2).bytes().getReader({ mode: 'byob' });
const read = async (bytes) => (await reader.read(new Uint8Array(bytes))).value;
console.log('read into a buffer:', await read(8));
console.log('read in two parts:', await read(1), await read(8));

let settled = 'pending';
reader.read(new Uint8Array(8)).then(
  ({ done }) => (settled = `done: ${done}`),
  ({ name }) => (settled = name),
);
// Rust closes the stream when its source is at its end, and drops the source. It does not respond to the request.
await until(() => census().alive === 0);
for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
await reader.closed;
console.log('the stream is closed, and the last read is', settled);
