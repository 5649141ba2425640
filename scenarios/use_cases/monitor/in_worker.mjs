/*---
summary = "However a worker ends in onFigures, its monitor's thread ends with it, and the main thread has a monitor of its own"
shows = ["SystemMonitor"]
tags = ["use-case", "monitor", "worker", "threads"]
[variants]
ending = ["return", "terminate", "exit", "uncaught"]
[[on]]
name = "thread-stays"
runtimes = ["deno"]
because = "Deno finalizes nothing of a worker that has ended, so that nothing tells its thread"
[[on]]
name = "exits-with-0"
runtimes = ["bun"]
because = "Bun gives a worker that an unhandled rejection has ended the exit code 0"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { SystemMonitor } from '#addon';
import { gate, mustCall, until, variant } from '#harness';
import { threads } from '../fixtures/threads.mjs';

if (isMainThread) {
  const left = process.versions.deno && variant.ending !== 'return' ? 1 : 0;
  // Opened here first: what a worker has opened is closed with it.
  const reached = gate('in-figures');
  const worker = new Worker(new URL(import.meta.url));
  let code;
  worker.on('exit', (exitCode) => (code = exitCode));
  worker.on('error', (error) => console.log('error event:', error.message));
  await reached.opened();
  if (variant.ending === 'terminate') await worker.terminate();
  await until(() => code !== undefined);
  console.log('the worker exited with', code);

  let done = false;
  const monitor = new SystemMonitor({
    interval: 200,
    onFigures: mustCall(() => {
      console.log('the main thread measures');
      monitor.close();
      done = true;
    }),
  });
  await until(() => done && threads('system monitor') === left);
  console.log('threads left:', left);
} else {
  let called = false;
  const monitor = new SystemMonitor({
    interval: 200,
    onFigures() {
      // Bun and Deno go on with calls after a rejection.
      if (called) return;
      called = true;
      gate('in-figures').open();
      if (variant.ending === 'return') monitor.close();
      // Until the worker is terminated.
      if (variant.ending === 'terminate') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      if (variant.ending === 'exit') process.exit(7);
      if (variant.ending === 'uncaught') void Promise.reject(new Error('rejected in the worker'));
    },
  });
}
