/*---
summary = "Three workers subscribed to one folder each get the event; they end when they unsubscribe, or when their callback throws"
shows = ["subscribe", "unsubscribe"]
tags = ["worker", "exit"]
[variants]
then = ["unsubscribe", "throw"]
---*/
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { variant } from '#harness';

mkdirSync('folder');
const file = new URL('../fixtures/subscribing_worker.mjs', import.meta.url);
const workers = Array.from({ length: 3 }, () => new Worker(file, { workerData: variant.then }));
// Not `once`, which rejects at an error.
const ends = workers.map((worker) => {
  let error = 'no error';
  worker.on('error', ({ message }) => (error = message));
  return new Promise((resolve) => worker.on('exit', (code) => resolve(`${error}, exit ${code}`)));
});
await Promise.all(workers.map((worker) => once(worker, 'message')));
mkdirSync('folder/seen');
console.log(await Promise.all(ends));
