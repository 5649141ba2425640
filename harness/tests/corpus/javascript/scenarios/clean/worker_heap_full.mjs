/*---
summary = "A worker stays below its limit of memory"
---*/
import { Worker } from 'node:worker_threads';

const limits = { resourceLimits: { maxOldGenerationSizeMb: 16 }, workerData: 'forgets' };
new Worker(new URL('../fixtures/fills.mjs', import.meta.url), limits);
