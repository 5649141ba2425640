/*---
summary = "Terminating a worker that is using the addon does not keep the process from exiting"
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
  // Start something here that is still running when the worker is terminated.
  void addon;
  parentPort.on('message', () => {}); // keeps the worker alive until it is terminated
  parentPort.postMessage('at work');
}
