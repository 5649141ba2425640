/*---
summary = "Terminating a worker while a read is pending leaves its pool thread waiting forever: when no thread is left, no later bundle settles"
shows = ["bundleAsync", "resolver"]
tags = ["worker", "hang"]
# The pool has a thread for each core of the machine: as many workers would be needed.
env = { RAYON_NUM_THREADS = "1" }
[expect]
end = "hang"
hang = "idle"
---*/
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { bundleAsync } from 'lightningcss';
import { mustNotCall } from '#harness';

const worker = new Worker(new URL('../fixtures/bundling_worker.mjs', import.meta.url));
await once(worker, 'message');
console.log('terminated:', await worker.terminate());

const bundle = bundleAsync({ filename: 'main.css', resolver: { read: mustNotCall('read') } });
bundle.then(mustNotCall('then'), mustNotCall('catch'));
