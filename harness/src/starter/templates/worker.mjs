/*---
summary = "A worker that uses the addon is terminated in the middle of it, and the process goes on and ends"
tags = ["worker"]
[expect]
end = "exit 0"
within = "2s"
---*/
import { once } from 'node:events';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import * as addon from '#addon';
{exports}
if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  await once(worker, 'message');
  console.log('the worker is at work');
  console.log('it ended with', await worker.terminate());
} else {
  // Here the addon begins something that has not ended yet when the worker is.
  void addon;
  parentPort.on('message', () => {}); // keeps the worker alive until it is terminated
  parentPort.postMessage('at work');
}
