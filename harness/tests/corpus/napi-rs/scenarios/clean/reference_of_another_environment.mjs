/*---
summary = "A worker calls a function of its own"
---*/
import { Worker } from 'node:worker_threads';

new Worker(new URL('../fixtures/calls_registered.mjs', import.meta.url), { workerData: 'registers' });
for (const end = Date.now() + 300; Date.now() < end; ) JSON.parse('[{}]');
