/*---
summary = "A worker waits for messages for ever"
timeout = "3s"
---*/
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('../fixtures/echoes.mjs', import.meta.url)); // place: worker_left_running
worker.on('message', (text) => console.log(text));
worker.postMessage('echo');
