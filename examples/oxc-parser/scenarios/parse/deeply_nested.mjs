/*---
summary = "A hundred thousand nested brackets, which anybody can send, overflow the stack: there is no error, the process crashes wherever it parses"
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
