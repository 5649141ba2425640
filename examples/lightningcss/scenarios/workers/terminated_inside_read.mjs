/*---
summary = "Terminating a worker inside a read crashes the process: Lightning CSS calls a ThreadsafeFunction that ended with the worker"
shows = ["bundleAsync", "resolver"]
tags = ["worker", "crash"]
# A thread of the pool for every worker, or most would wait for one.
env = { RAYON_NUM_THREADS = "16" }
[expect]
end = "crash"
---*/
import { Worker } from 'node:worker_threads';
import { mustNotCall } from '#harness';

process.on('exit', mustNotCall('exit'));

// One alone crashes in two of three runs.
for (let count = 0; count < 16; count++) {
  const worker = new Worker(new URL('../fixtures/bundling_worker.mjs', import.meta.url), { workerData: 'inside read' });
  worker.on('message', () => worker.terminate());
}
