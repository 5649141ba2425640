/*---
summary = "Workers that end with twenty parses in flight each, through termination or process.exit, do no harm: the main thread goes on parsing, and the process exits"
shows = ["parse"]
tags = ["worker", "exit"]
[variants]
by = ["terminate", "exit"]
---*/
import { Worker } from 'node:worker_threads';
import { parse } from 'oxc-parser';
import { mustCall, variant } from '#harness';

const file = new URL('../fixtures/parsing_worker.mjs', import.meta.url);

const workers = Array.from({ length: 4 }, () => {
  const worker = new Worker(file, { workerData: variant.by });
  if (variant.by === 'terminate') worker.on('message', mustCall(() => worker.terminate()));
  return new Promise((resolve) => worker.on('exit', mustCall(resolve)));
});
console.log('ended:', await Promise.all(workers));
const { program } = await parse('a.js', 'a; b');
console.log(program.body.length, 'in the main thread');
