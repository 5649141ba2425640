/*---
summary = "A worker reaches its limit of memory"
---*/
import { Worker } from 'node:worker_threads';

const limits = { resourceLimits: { maxOldGenerationSizeMb: 16 }, workerData: 'keeps' };
new Worker(new URL('../fixtures/fills.mjs', import.meta.url), limits); // place: worker_heap_full
