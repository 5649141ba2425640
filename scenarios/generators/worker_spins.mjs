/*---
summary = "A worker that is terminated in the callback of a generator it loops over ends, but on Node.js 22 and later it loops for ever"
shows = ["ScopedGenerator::next", "AskingGenerator"]
tags = ["generator", "worker", "exit", "hang"]
timeout = "8s" # Node.js 22 and later sit it out, and it takes its time to start a worker on a busy machine
[[on]]
name = "spins"
runtimes = ["node >=22"]
because = "JavaScript goes on after the callback there, and next returns objects without `done`"
end = "timeout"
---*/
import { writeSync } from 'node:fs';
import { Worker, isMainThread } from 'node:worker_threads';
import { AskingGenerator } from '#addon';
import { gate } from '#harness';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  await gate('in-callback').opened();
  worker.terminate();
  console.log('the worker exited with', await exited);
} else {
  let items = 0;
  const generator = new AskingGenerator(() => {
    gate('in-callback').open();
    // Until the worker is terminated.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
  for (const item of generator) {
    items += 1;
    if (items === 1000) writeSync(1, `the worker loops on, with ${item}\n`);
  }
}
