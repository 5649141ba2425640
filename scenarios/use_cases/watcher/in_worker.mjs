/*---
summary = "However a worker ends in onChange, its watcher's thread ends with it, and the main thread watches the same folder"
shows = ["FileWatcher"]
tags = ["use-case", "watcher", "worker", "threads"]
[variants]
ending = ["return", "terminate", "exit", "uncaught"]
[[on]]
name = "thread-stays"
runtimes = ["deno"]
because = "Deno finalizes nothing of a worker that has ended, so that nothing tells its thread"
[[on]]
name = "exits-with-0"
runtimes = ["bun"]
sometimes = true
because = "A worker of Bun's that ends with an unhandled rejection now and then exits with 0"
---*/
import { mkdirSync, writeFileSync } from 'node:fs';
import { Worker, isMainThread } from 'node:worker_threads';
import { FileWatcher } from '#addon';
import { gate, mustCall, until, variant } from '#harness';
import { threads } from '../fixtures/threads.mjs';

if (isMainThread) {
  mkdirSync('folder');
  const left = process.versions.deno && variant.ending !== 'return' ? 1 : 0;
  // Opened here first: what a worker has opened is closed with it.
  const reached = gate('in-change');
  const worker = new Worker(new URL(import.meta.url));
  let code;
  worker.on('exit', (exitCode) => (code = exitCode));
  worker.on('error', (error) => console.log('error event:', error.message));
  await reached.opened();
  if (variant.ending === 'terminate') await worker.terminate();
  await until(() => code !== undefined);
  console.log('the worker exited with', code);

  let done = false;
  const watcher = new FileWatcher({
    folder: 'folder',
    onChange: mustCall(({ kind, filename }) => {
      console.log(kind, filename);
      watcher.close();
      done = true;
    }),
  });
  writeFileSync('folder/of the main thread', '');
  await until(() => done && threads('notify-rs inotify loop') === left);
  console.log('threads left:', left);
} else {
  let called = false;
  const watcher = new FileWatcher({
    folder: 'folder',
    onChange() {
      // Bun and Deno go on with calls after a rejection.
      if (called) return;
      called = true;
      gate('in-change').open();
      if (variant.ending === 'return') watcher.close();
      // Until the worker is terminated.
      if (variant.ending === 'terminate') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      if (variant.ending === 'exit') process.exit(7);
      if (variant.ending === 'uncaught') void Promise.reject(new Error('rejected in the worker'));
    },
  });
  // More than there is room for: the thread waits for room when the worker ends.
  for (let n = 0; n < 100; n++) writeFileSync(`folder/${n}`, '');
}
