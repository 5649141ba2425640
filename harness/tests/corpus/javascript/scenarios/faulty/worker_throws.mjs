/*---
summary = "A worker throws and nobody listens"
---*/
import { Worker } from 'node:worker_threads';

new Worker(new URL('../fixtures/throws.mjs', import.meta.url));
