/*---
summary = "A thread that waits in block_on for a chunk of JavaScript's stream blocks the process's exit forever"
shows = ["ReadableStream::read", "Reader", "block_on", "readOnThread"]
tags = ["stream", "threads", "weak", "exit", "hang", "deadlock"]
timeout = "6s" # Bun and Deno sit it out: nothing proves a hang there
[expect]
end = "hang"
hang = "blocked"
---*/
import { readOnThread } from '#addon';
import { until } from '#harness';

// At the end of the process napi takes down its runtime, which block_on holds a lock on, and waits (`shutdown_async_runtime` in tokio_runtime.rs).
process.on('exit', () => console.log('exit'));
let pulled = false;
const stream = new ReadableStream({ pull: () => void (pulled = true) }, { highWaterMark: 0 });
readOnThread(stream, 'blockOn', 'at-end');
await until(() => pulled);
