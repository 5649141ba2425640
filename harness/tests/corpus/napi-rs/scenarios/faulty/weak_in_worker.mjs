/*---
summary = "A worker ends before its weak ThreadsafeFunction is called"
---*/
import { Worker } from 'node:worker_threads';
import { mustCall } from '#harness';

const worker = new Worker(new URL('../fixtures/calls_later.mjs', import.meta.url), { workerData: 'weakly' });
worker.on('message', mustCall((ms) => console.log('called after', ms)));
