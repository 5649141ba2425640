/*---
summary = "Streams that are read to the end, cancelled or failed, both ways, accumulate nothing"
shows = ["ReadableStream::new", "ReadableStream::create_with_stream_bytes", "ReadableStream::read", "Reader", "WriteableStream::close"]
tags = ["stream", "growth"]
runtimes = { only = ["node", "bun"], because = "on Deno 2.9 some 700 bytes accumulate with each round: 24 for each function that native code makes, and where the rest is made is not known" }
[growth]
iterations = 200
---*/
import { ChunkReader, NumberStreams, PushedStream, closeWritable, readToEnd } from '#addon';
import { iterate, until } from '#harness';

await iterate(async () => {
  for await (const item of new NumberStreams(3).values()) void item;
  for await (const chunk of new NumberStreams(3).bytes()) {
    if (chunk.length === 2) break;
  }
  await new NumberStreams(3, { failsAt: 1 }).values().getReader().read().catch(() => {});

  const pushed = new PushedStream();
  const reader = pushed.stream().getReader();
  await until(() => pushed.asked() > 0);
  await reader.cancel();
  pushed.push(1);

  await readToEnd(new NumberStreams(3).values());
  const chunks = new ChunkReader(new ReadableStream({ start: (controller) => controller.enqueue(1) }));
  await chunks.next();
  await chunks.cancel('enough');

  await closeWritable(new WritableStream({}));
});
