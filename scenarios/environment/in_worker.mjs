/*---
summary = "Whichever way a worker ends, its cleanup hooks run, the last one first, then its finalizers, all before the main thread hears of it"
shows = ["CleanupHook", "setNotes", "Env::add_env_cleanup_hook", "Env::set_instance_data"]
tags = ["worker", "exit", "hooks"]
[variants]
ending = ["return", "terminate", "exit", "uncaught"]
[[on]]
name = "instance-data-last"
runtimes = ["bun"]
because = "Bun finalises instance data after the instances, and does not drop the data of externals"
[[on]]
name = "leaves-values"
runtimes = ["deno"]
because = "Deno finalises none of a worker's values, and runs no hook of one that is terminated; and it prints an error of a worker though its `error` event is listened to"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import {
  CleanupHook,
  FinalizedResource,
  addNote,
  borrowAroundCallback,
  makeTally,
  printDrops,
  setNotes,
} from '#addon';
import { gate, record, variant } from '#harness';

if (isMainThread) {
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
  new CleanupHook('hook of the main thread');
  setNotes('the main thread');
  addNote('the worker is gone');
} else {
  printDrops();
  globalThis.kept = [makeTally('external'), new FinalizedResource('instance')];
  setNotes('the worker');
  addNote('still runs');
  new CleanupHook('first');
  new CleanupHook('last');
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
