/*---
summary = "A ReadableStream from Rust gives all items in order and drops its source at the end"
shows = ["ReadableStream::new", "ReadableStream::create_with_stream_bytes", "NumberStreams", "PushedStream", "census"]
tags = ["stream"]
---*/
import { NumberStreams, PushedStream, census } from '#addon';

async function all(stream) {
  const items = [];
  for await (const item of stream) items.push(item);
  return items;
}

const streams = new NumberStreams(5);
console.log('values:', (await all(streams.values())).join(), 'sources alive:', census().alive);

const chunks = await all(streams.bytes());
console.log('bytes:', chunks.map((chunk) => [...chunk].join('')).join(), 'sources alive:', census().alive);
// index.d.ts promises a ReadableStream<Buffer>.
console.log('in a', chunks[0].constructor.name);

console.log('none:', await all(new NumberStreams(0).values()), 'sources alive:', census().alive);

const pushed = new PushedStream();
const reader = pushed.stream().getReader();
const read = [reader.read(), reader.read(), reader.read()];
pushed.push(1);
pushed.push(2);
pushed.end();
const pairs = (await Promise.all(read)).map(({ value, done }) => (done ? 'the end' : value));
console.log('pushed:', pairs.join(), 'sources alive:', census().alive);
