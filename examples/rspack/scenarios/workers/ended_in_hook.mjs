/*---
summary = "A worker that ends inside a hook, through termination or process.exit, leaves the main thread able to build; inside make, some runs die of SIGSEGV in a thread of Rspack's"
shows = ["run", "make", "processAssets"]
tags = ["worker", "exit", "crash"]
[variants]
hook = ["make", "processAssets"]
then = ["block", "exit"]
[[on]]
name = "crashes"
sometimes = true
because = "In some runs a thread of Rspack's dies of SIGSEGV; of 2.3.2 none did"
end = "crash"
---*/
import { strict as assert } from 'node:assert';
import { Worker } from 'node:worker_threads';
import { gate, variant } from '#harness';
import { build, compilerWith } from '../fixtures/project.mjs';

const worker = new Worker(new URL('../fixtures/building_worker.mjs', import.meta.url), { workerData: variant });
const ended = new Promise((resolve) => worker.on('exit', resolve));
if (variant.then === 'block') {
  await gate('in-hook').opened();
  worker.terminate();
}
// Nothing is printed: it may crash before and after.
assert.equal(await ended, variant.then === 'block' ? 1 : 7);
const stats = await build(compilerWith());
assert(!stats.hasErrors());
