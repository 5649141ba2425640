/*---
summary = "An error or a panic of Rust's source rejects the read and ends the ReadableStream, and the source is dropped once it is collected"
shows = ["ReadableStream::new", "NumberStreams", "census"]
tags = ["stream", "errors", "panic", "gc"]
flags = ["--expose-gc"]
[expect]
panics = ["no room for number 2"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build: nobody catches it"
end = "crash SIGABRT"
---*/
import { NumberStreams, census } from '#addon';
import { gc, until } from '#harness';

const outcome = (promise) =>
  promise.then(
    ({ value }) => `value ${value}`,
    ({ code, message }) => `${code}: ${message}`,
  );

async function read(fail) {
  const streams = new NumberStreams(9, fail);
  const reader = streams.values().getReader();
  console.log(fail);
  for (let number = 1; number <= 3; number++) console.log(' ', await outcome(reader.read()));
  await reader.closed.catch(({ message }) => console.log('  closed rejects, too:', message));
  console.log('  produced:', streams.produced());
}

await read({ failsAt: 2 });
// A panic whose message is put together is told by that name alone.
await read({ panicsAt: 2 });

// Nothing drops it earlier, as the end of a stream does.
await gc();
await until(() => {
  (globalThis.gc ?? (() => {}))();
  globalThis.Bun?.gc(true);
  return census().alive === 0;
});
console.log('collected, sources alive:', census().alive);
