/*---
summary = "A worker is terminated when it has answered"
---*/
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('../fixtures/echoes.mjs', import.meta.url));
worker.on('message', (text) => {
  console.log(text);
  worker.terminate();
});
worker.postMessage('echo');
