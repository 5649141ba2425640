/*---
summary = "A ReadableStream of a class that is not global is made by the class that JavaScript passes"
shows = ["ReadableStream::with_readable_stream_class", "ReadableStream::with_stream_bytes_and_readable_stream_class", "NumberStreams"]
tags = ["stream", "errors"]
---*/
import { NumberStreams } from '#addon';

const Saved = globalThis.ReadableStream;
delete globalThis.ReadableStream;
class Named extends Saved {}

const streams = new NumberStreams(3);
const outcome = (work) => {
  try {
    return work();
  } catch ({ code, message }) {
    return `${code}: ${message}`;
  }
};
console.log('new:', outcome(() => streams.values()));
console.log('create_with_stream_bytes:', outcome(() => streams.bytes()));
console.log('of undefined:', outcome(() => streams.valuesOf(undefined)));
console.log('of undefined, bytes:', outcome(() => streams.bytesOf(undefined)));
console.log('of a number:', outcome(() => streams.valuesOf(7)));

const values = [];
const stream = streams.valuesOf(Named);
for await (const item of stream) values.push(item);
console.log('of a class:', stream instanceof Named, values);
const bytes = [];
for await (const chunk of streams.bytesOf(Named)) bytes.push(...chunk);
console.log('of a class, bytes:', bytes);

// Any class gets the source, as long as it does not throw.
class Source {
  constructor(source) {
    console.log('the source has:', Object.keys(source).join());
  }
}
console.log('of another class:', streams.bytesOf(Source) instanceof Source);
