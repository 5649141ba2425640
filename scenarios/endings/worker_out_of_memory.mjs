/*---
summary = "A worker whose heap is full ends alone: the process is notified and goes on"
tags = ["ending"]
runtimes = { only = ["node", "deno"], because = "Bun has no limit for the heap of a worker" }
[expect]
end = "exit 0"
---*/
import { Worker } from 'node:worker_threads';

const source = 'const kept = []; for (;;) kept.push(new Array(1e4).fill({}));';
const worker = new Worker(source, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 10 } });
worker.on('error', (error) => console.log(error.code));
worker.on('exit', (code) => console.log('the worker ended with', code));
