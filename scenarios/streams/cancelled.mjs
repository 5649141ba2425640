/*---
summary = "cancel() of a ReadableStream from Rust drops the source at once, unless it is asked for an item at the moment"
shows = ["ReadableStream::new", "NumberStreams", "PushedStream", "census"]
tags = ["stream", "cancel", "gc"]
flags = ["--expose-gc"]
---*/
import { NumberStreams, PushedStream, census } from '#addon';
import { gc, until } from '#harness';

const streams = new NumberStreams(9);
const idle = streams.bytes().getReader();
await idle.read();
const cancelled = idle.cancel('enough');
console.log('cancelled between two items, sources alive:', census().alive);
await cancelled;

// A stream of values asks ahead, so that this is what happens whenever the source is slow.
const pushed = new PushedStream();
await (async () => {
  const reader = pushed.stream().getReader();
  const read = reader.read();
  await until(() => pushed.asked() > 0);
  await reader.cancel('enough');
  console.log('cancelled while it is asked, done:', (await read).done, 'has its source:', pushed.hasSource());
})();
for (let n = 0; n < 3; n++) await gc();
console.log('collected, has its source:', pushed.hasSource());

// Its next item goes nowhere, and lets the source go.
console.log('somebody takes the next item:', pushed.push(1));
await until(() => {
  (globalThis.gc ?? (() => {}))();
  globalThis.Bun?.gc(true);
  return !pushed.hasSource();
});
console.log('then has its source:', pushed.hasSource(), 'sources alive:', census().alive);
