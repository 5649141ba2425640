/*---
summary = "A worker stops its thread before it ends"
---*/
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('../fixtures/emits.mjs', import.meta.url), { workerData: 'stops' });
await once(worker, 'exit');
setTimeout(() => console.log('done'), 300);
