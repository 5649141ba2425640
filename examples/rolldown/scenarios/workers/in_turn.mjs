/*---
summary = "Workers that build concurrently and in turn each end by themselves without close(), and so does the process"
shows = ["rolldown", "generate"]
tags = ["worker", "exit"]
---*/
import { Worker } from 'node:worker_threads';
import { mustCall } from '#harness';

function build(number) {
  const worker = new Worker(new URL('../fixtures/build_worker.mjs', import.meta.url), { workerData: number });
  return new Promise((resolve, reject) => {
    let built;
    worker.on('message', mustCall((message) => (built = message)));
    worker.on('error', reject);
    worker.on('exit', mustCall((code) => resolve(`${built} exit ${code}`)));
  });
}

for (let turn = 0; turn < 3; turn++) {
  console.log(await Promise.all([build(2 * turn), build(2 * turn + 1)]));
}
