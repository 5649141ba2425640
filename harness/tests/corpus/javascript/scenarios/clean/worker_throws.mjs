/*---
summary = "A worker throws and the program listens"
---*/
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('../fixtures/throws.mjs', import.meta.url));
worker.on('error', (error) => console.log('caught', error.message));
