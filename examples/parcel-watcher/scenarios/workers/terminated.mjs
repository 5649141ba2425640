/*---
summary = "A worker terminated while subscribed does not keep the process alive, as long as nothing happens in its folder"
shows = ["subscribe"]
tags = ["worker", "exit"]
---*/
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

mkdirSync('folder');
const worker = new Worker(new URL('../fixtures/subscribing_worker.mjs', import.meta.url));
await once(worker, 'message');
console.log('terminated:', await worker.terminate());
// Events would now be told to what ended with the worker: of 300 runs with one event every 50 ms, 286 died of SIGABRT,
// one of SIGSEGV, and 13 hung.
