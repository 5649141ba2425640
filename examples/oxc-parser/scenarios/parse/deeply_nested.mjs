/*---
summary = "Source of brackets in a hundred thousand brackets, as anybody can send it, overflows the stack: no error comes, the process dies, wherever it is parsed"
shows = ["parse", "parseSync"]
tags = ["crash"]
[variants]
where = ["sync", "async", "worker"]
[expect]
end = "crash"
---*/
import { Worker } from 'node:worker_threads';
import { parse, parseSync } from 'oxc-parser';
import { mustNotCall, variant } from '#harness';

const source = '['.repeat(100_000);

process.on('exit', mustNotCall('exit'));
if (variant.where === 'sync') parseSync('a.js', source);
if (variant.where === 'async') await parse('a.js', source);
if (variant.where === 'worker') {
  new Worker(new URL('../fixtures/nested_worker.mjs', import.meta.url), { workerData: source });
}
