/*---
summary = "A worker waits until its ThreadsafeFunction is called"
---*/
import { Worker } from 'node:worker_threads';
import { mustCall } from '#harness';

const worker = new Worker(new URL('../fixtures/calls_later.mjs', import.meta.url), { workerData: 'strongly' });
worker.on('message', mustCall((ms) => console.log('called after', ms)));
