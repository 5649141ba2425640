/*---
summary = "However a worker ends in onProgress, its download's thread ends with it and removes what has come, and the main thread downloads the same"
shows = ["downloadFile"]
tags = ["use-case", "download", "worker", "threads"]
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
because = "A worker of Bun's that ends with an unhandled rejection exits with 0, or now and then with 1"
---*/
import { existsSync } from 'node:fs';
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { downloadFile } from '#addon';
import { gate, mustCall, mustNotCall, until, variant } from '#harness';
import { threads } from '../fixtures/threads.mjs';
import { bodyOf, serve } from '../fixtures/server.mjs';

if (isMainThread) {
  const body = bodyOf(64);
  const server = await serve(body);
  // The thread waits for this one when the worker ends.
  const silent = await serve(body, { until: body.length / 64, then: 'nothing' });
  const { url } = variant.ending === 'return' ? server : silent;
  // What process.exit throws into onProgress ends the download, under Deno, too.
  const left = process.versions.deno && ['terminate', 'uncaught'].includes(variant.ending) ? 1 : 0;
  // Opened here first: what a worker has opened is closed with it.
  const reached = gate('in-progress');
  const worker = new Worker(new URL(import.meta.url), { workerData: url });
  let code;
  worker.on('exit', (exitCode) => (code = exitCode));
  worker.on('error', (error) => console.log('error event:', error.message));
  await reached.opened();
  if (variant.ending === 'terminate') await worker.terminate();
  await until(() => code !== undefined);
  console.log('the worker exited with', code);

  let done = false;
  downloadFile({
    url: server.url,
    file: 'another.bin',
    onComplete: mustCall((result) => {
      console.log(result);
      server.close();
      done = true;
    }),
    onError: mustNotCall('onError'),
  });
  await until(() => done && threads('download') === left);
  console.log('threads left:', left);
  console.log('the file:', existsSync('data.bin'), 'beside it:', existsSync('data.bin.part'));
  silent.close();
} else {
  downloadFile({
    url: workerData,
    file: 'data.bin',
    onProgress() {
      gate('in-progress').open();
      // Until the worker is terminated.
      if (variant.ending === 'terminate') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      if (variant.ending === 'exit') process.exit(7);
      if (variant.ending === 'uncaught') void Promise.reject(new Error('rejected in the worker'));
    },
    onComplete: variant.ending === 'return' ? mustCall() : mustNotCall('onComplete of a worker that has ended'),
    onError: mustNotCall('onError of a worker that has ended'),
  });
}
