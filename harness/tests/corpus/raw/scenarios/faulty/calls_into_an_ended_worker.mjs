/*---
summary = "A thread goes on to call into a worker that has ended"
repeat = 10
---*/
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('../fixtures/emits.mjs', import.meta.url), { workerData: 'leaves' });
await once(worker, 'message');
await worker.terminate(); // place: calls_into_an_ended_worker
// The thread goes on meanwhile.
setTimeout(() => console.log('done'), 300);
