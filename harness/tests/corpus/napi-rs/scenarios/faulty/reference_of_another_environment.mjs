/*---
summary = "A worker calls a function that belongs to the main thread"
repeat = 10
---*/
import { Worker } from 'node:worker_threads';
import { register } from '#addon';

register((n) => JSON.parse(`[${n}]`).length);
new Worker(new URL('../fixtures/calls_registered.mjs', import.meta.url), { workerData: 'only calls' });
// The main thread has work of its own.
for (const end = Date.now() + 300; Date.now() < end; ) JSON.parse('[{}]');
