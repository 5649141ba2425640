/*---
summary = "Whichever way a worker ends, its asynchronous cleanup hooks run, a removed one excepted, before the main thread hears of it"
shows = ["AsyncCleanup", "Env::add_removable_async_cleanup_hook", "AsyncCleanupHook"]
tags = ["worker", "exit", "hooks"]
[variants]
ending = ["return", "terminate", "exit", "uncaught"]
[[on]]
name = "frees-twice"
runtimes = ["deno"]
because = "Deno frees a hook that has removed itself, as napi-rs has each do, once more; it runs none of a worker that is terminated, but that of the main thread"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { AsyncCleanup, borrowAroundCallback, printDrops } from '#addon';
import { gate, record, variant } from '#harness';
import { role, runChild } from './fixtures/child.mjs';

if (role === undefined) {
  runChild(import.meta.url, 'has the worker');
} else if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  const errors = [];
  worker.on('error', (error) => errors.push(error.message));
  const exited = new Promise((resolve) => worker.on('exit', resolve));
  if (variant.ending === 'terminate') {
    await gate('in-callback').opened();
    worker.terminate();
  }
  record('the worker exited with', await exited);
  if (errors.length > 0) record('its error event', errors);
  new AsyncCleanup('hook of the main thread');
} else {
  printDrops();
  new AsyncCleanup('first');
  const removed = new AsyncCleanup('removed');
  new AsyncCleanup('last');
  removed.remove();
  borrowAroundCallback(Buffer.alloc(2), () => {
    if (variant.ending === 'exit') process.exit(7);
    if (variant.ending === 'uncaught') throw new Error('nobody catches this');
    if (variant.ending === 'terminate') {
      gate('in-callback').open();
      // Until the worker is terminated.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
  });
}
