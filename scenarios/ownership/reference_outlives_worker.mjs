/*---
summary = "A Reference that outlives its worker keeps nothing: the instance is finalised with the worker, and the Reference is dropped after it without a touch"
shows = ["Library", "Reference"]
tags = ["references", "worker", "exit", "threads"]
runtimes = { only = ["node", "bun"], because = "Deno finalises no value of a worker, so that the Reference takes its instance for alive, and Deno panics when it is released" }
---*/
import { once } from 'node:events';
import { Worker, isMainThread } from 'node:worker_threads';
import { Library, takeDrops } from '#addon';
import { record } from '#harness';

if (isMainThread) {
  const [code] = await once(new Worker(new URL(import.meta.url)), 'exit');
  record('the worker exited with', code);
  record('dropped', takeDrops());
} else {
  // Of two the first to be dropped would touch freed memory.
  new Library('library').keep(1);
}
