/*---
summary = "A Reader gives Rust all chunks of JavaScript's stream in order, leaves out null, and ends with the first error"
shows = ["ReadableStream::read", "Reader", "readToEnd", "readBytes"]
tags = ["stream", "errors"]
---*/
import { NumberStreams, isLocked, readBytes, readToEnd } from '#addon';

const of = (...chunks) =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });

let pulled = 0;
const pulling = new ReadableStream({
  async pull(controller) {
    pulled += 1;
    controller.enqueue(pulled);
    if (pulled === 100) controller.close();
  },
});
const { chunks } = await readToEnd(pulling);
console.log('chunks:', chunks.length, 'in order:', chunks.every((chunk, index) => chunk === index + 1));
console.log('of chunks that were there:', await readToEnd(of(1, 2, 3)));
console.log('of Rust:', await readToEnd(new NumberStreams(3).values()));
console.log('bytes of Rust:', [...(await readBytes(new NumberStreams(3).bytes()))].join());
console.log('with null and undefined:', await readToEnd(of(1, null, 2, undefined, 3)));

pulled = 0;
const failing = new ReadableStream({
  pull(controller) {
    pulled += 1;
    if (pulled === 3) throw new RangeError('no third chunk');
    controller.enqueue(pulled);
  },
});
console.log('pull throws:', await readToEnd(failing));
await readBytes(of('text')).catch(({ code }) => console.log('a chunk of the wrong type:', code));

const locked = of(1);
locked.getReader();
for (const stream of [locked, {}]) {
  try {
    console.log(await readToEnd(stream));
  } catch (error) {
    console.log(stream === locked ? 'locked:' : 'no stream:', error.name, isLocked(locked));
  }
}
