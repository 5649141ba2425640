/*---
summary = "process.exit ends the process while a ReadableStream from Rust and a Reader in Rust wait for an item"
shows = ["ReadableStream::new", "ReadableStream::read", "PushedStream", "ChunkReader", "census"]
tags = ["stream", "exit"]
[expect]
end = "exit 3"
---*/
import { ChunkReader, PushedStream, census } from '#addon';
import { mustNotCall, until } from '#harness';

process.on('exit', () => console.log('waiting at exit:', census().alive));
const pushed = new PushedStream();
const reader = pushed.stream().getReader();
reader.read().finally(mustNotCall('what waits for the item from Rust'));
const chunks = new ChunkReader(new ReadableStream({}));
chunks.next().finally(mustNotCall('what waits for the chunk from JavaScript'));
await until(() => pushed.asked() > 0);
process.exit(3);
