/*---
summary = "A worker that ends while the promise of a hook is pending, through termination or an uncaught error, crashes the process until Node.js 24: Rspack calls a ThreadsafeFunction that ended with the worker"
shows = ["run", "make", "processAssets"]
tags = ["worker", "crash"]
[variants]
hook = ["make", "processAssets"]
then = ["pend", "throw"]
[expect]
end = "crash SIGABRT"
[[on]]
name = "survives"
runtimes = ["node >=24"]
because = "napi_call_threadsafe_function returns napi_closing there"
end = "exit 0"
---*/
import { Worker } from 'node:worker_threads';
import { gate, variant } from '#harness';
import { build, compilerWith } from '../fixtures/project.mjs';

const worker = new Worker(new URL('../fixtures/building_worker.mjs', import.meta.url), { workerData: variant });
worker.on('error', () => {});
const ended = new Promise((resolve) => worker.on('exit', resolve));
if (variant.then === 'pend') {
  await gate('in-hook').opened();
  worker.terminate();
}
await ended;
await build(compilerWith());
