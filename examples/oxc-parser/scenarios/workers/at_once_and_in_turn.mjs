/*---
summary = "Workers that parse concurrently and in turn each end by themselves, and the addon keeps working in the main thread"
shows = ["parse", "parseSync"]
tags = ["worker", "exit"]
[variants]
how = ["sync", "async"]
---*/
import { Worker } from 'node:worker_threads';
import { parse, parseSync } from 'oxc-parser';
import { mustCall, variant } from '#harness';

const file = new URL('../fixtures/parsing_worker.mjs', import.meta.url);

function parseInWorker() {
  const worker = new Worker(file, { workerData: variant.how });
  return new Promise((resolve, reject) => {
    let statements;
    worker.on('message', mustCall((message) => (statements = message)));
    worker.on('error', reject);
    worker.on('exit', mustCall((code) => resolve(`${statements} statements, exit ${code}`)));
  });
}

for (let turn = 0; turn < 3; turn++) {
  const workers = [parseInWorker(), parseInWorker(), parseInWorker()];
  const { program } = variant.how === 'sync' ? parseSync('a.js', 'a; b') : await parse('a.js', 'a; b');
  console.log(program.body.length, 'in the main thread');
  console.log(await Promise.all(workers));
}
