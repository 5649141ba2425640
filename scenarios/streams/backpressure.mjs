/*---
summary = "A ReadableStream from Rust asks its source for one number ahead of what JavaScript reads, and for bytes for none ahead"
shows = ["ReadableStream::new", "ReadableStream::create_with_stream_bytes", "NumberStreams"]
tags = ["stream", "backpressure"]
[variants]
of = ["values", "bytes"]
---*/
import { NumberStreams } from '#addon';
import { until, variant } from '#harness';

const ahead = variant.of === 'values' ? 1 : 0;
const streams = new NumberStreams(1_000_000);
const stream = streams[variant.of]();

/** Were more to come, it would come while the event loop turns. */
async function settled(expected) {
  await until(() => streams.produced() >= expected);
  for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
  return streams.produced();
}

console.log('produced before a read:', await settled(ahead));
const reader = stream.getReader();
for (const count of [1, 2, 3]) {
  const { value } = await reader.read();
  console.log('read:', value, 'produced:', await settled(count + ahead));
}
await reader.cancel();
console.log('produced after cancel():', await settled(3 + ahead));
