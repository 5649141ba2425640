/*---
summary = "a worker starts and ends"
[growth]
iterations = 100
---*/
import { Worker } from 'node:worker_threads';
import { iterate } from '#harness';

await iterate(() => new Promise((resolve) => new Worker('', { eval: true }).on('exit', resolve)));
