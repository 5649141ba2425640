/*---
summary = "A native function throws in a worker that is being terminated"
---*/
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('../fixtures/converts.mjs', import.meta.url), { workerData: true });
await once(worker, 'message');
// The call is under way when the worker is terminated.
setTimeout(async () => {
  await worker.terminate(); // place: throws_in_a_terminated_worker
  console.log('terminated');
}, 150);
