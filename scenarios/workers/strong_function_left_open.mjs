/*---
summary = "A strong function that nobody closes keeps a worker alive forever, and the worker keeps the process alive"
shows = ["StrongLogger", "ThreadsafeFunctionBuilder::build"]
tags = ["worker", "strong", "hang"]
timeout = "5s" # Bun and Deno sit it out: nothing proves a hang there
# It would wake the idle worker after eight seconds, and a thread that waits for a time proves no stillness.
[expect]
end = "hang"
hang = "idle"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { StrongLogger } from '#addon';
import { mustNotCall, record } from '#harness';

if (isMainThread) {
  new Worker(new URL(import.meta.url)).on('exit', mustNotCall('the exit event'));
} else {
  // Were it not reachable from here, a garbage collection could release it.
  globalThis.logger = new StrongLogger((entry) => record('logged', entry));
  globalThis.logger.log('an entry');
}
