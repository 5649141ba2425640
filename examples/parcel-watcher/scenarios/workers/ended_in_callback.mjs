/*---
summary = "A worker that ends inside its callback, through process.exit or termination, crashes the process: the addon cannot handle an error that it cannot read"
shows = ["subscribe"]
tags = ["worker", "crash"]
[variants]
then = ["exit", "wait"]
[expect]
end = "crash SIGABRT"
---*/
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { mustNotCall, variant } from '#harness';

process.on('exit', mustNotCall('exit'));
mkdirSync('folder');
const file = new URL('../fixtures/subscribing_worker.mjs', import.meta.url);
const worker = new Worker(file, { workerData: variant.then });
await once(worker, 'message');
mkdirSync('folder/seen');
if (variant.then === 'wait') {
  await once(worker, 'message');
  worker.terminate();
}
