/*---
summary = "A Blocking call that waits for room in a worker's queue is refused when the worker is terminated, and its thread ends"
shows = ["sendUntilRefused", "census", "ThreadsafeFunctionCallMode::Blocking"]
claim = "blocking-blocks-indefinitely"
tags = ["worker", "queue-full", "threads"]
timeout = "6s" # Deno sits it out
[[on]]
name = "never-settles"
runtimes = ["deno"]
because = "A call that waits for room is not released when Deno's worker is terminated"
end = "timeout"
---*/
import { once } from 'node:events';
import { Worker, isMainThread } from 'node:worker_threads';
import { census, sendUntilRefused } from '#addon';
import { mustNotCall, until } from '#harness';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  const exit = once(worker, 'exit');
  // 100 payloads fill the queue; the call of one more waits for room.
  await until(() => census().made === 101);
  console.log('threads that send:', census().senders);
  worker.terminate();
  await exit;
  await until(() => census().senders === 0);
  console.log('threads that send:', census().senders);
} else {
  sendUntilRefused(mustNotCall('a callback of a worker that never gets back to its event loop'));
  // Nobody wakes this thread up again.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
