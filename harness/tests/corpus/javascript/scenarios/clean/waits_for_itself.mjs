/*---
summary = "The main thread waits for a worker"
---*/
import { Worker } from 'node:worker_threads';

const cell = new Int32Array(new SharedArrayBuffer(4));
new Worker(new URL('../fixtures/notifies.mjs', import.meta.url), { workerData: cell });
Atomics.wait(cell, 0, 0);
