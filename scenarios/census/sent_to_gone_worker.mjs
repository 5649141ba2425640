/*---
summary = "A payload sent to a terminated worker's function gets Closing, and the caller drops it"
shows = ["shareQueue", "sendToShared", "census", "ThreadsafeFunction::call"]
claim = "data-not-queued-is-dropped-by-the-caller"
tags = ["census", "worker", "close"]
[[on]]
name = "no-exit-of-worker"
runtimes = ["deno"]
because = "Nothing keeps Deno waiting for the `exit` event of a worker that has ended"
end = "exit 1"
---*/
import { once } from 'node:events';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { census, sendToShared, shareQueue } from '#addon';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  await once(worker, 'message');
  worker.terminate();
  await once(worker, 'exit');

  console.log('statuses:', sendToShared('one'), sendToShared('two'));
  const { made, delivered, dropped, alive } = census();
  console.log({ made, delivered, dropped, alive });
} else {
  shareQueue(() => {});
  parentPort.postMessage('shared');
}
