/*---
summary = "A worker can be terminated while a thread calls into it without pause: the calls are refused and the thread ends"
shows = ["sendUntilRefused", "census", "ThreadsafeFunctionCallMode::Blocking"]
tags = ["worker", "exit", "threads"]
[[on]]
name = "no-exit-of-worker"
runtimes = ["deno"]
because = "Nothing keeps Deno waiting for the `exit` event of a worker that has ended"
end = "exit 1"
---*/
import { once } from 'node:events';
import { Worker, isMainThread } from 'node:worker_threads';
import { census, sendUntilRefused } from '#addon';
import { until } from '#harness';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  await until(() => census().delivered > 1000);
  console.log('threads that send:', census().senders);
  worker.terminate();
  const [code] = await once(worker, 'exit');
  console.log('the worker exited with', code);
  await until(() => census().senders === 0);
  console.log('threads that send:', census().senders);
} else {
  sendUntilRefused(() => {});
}
