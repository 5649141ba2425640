/*---
summary = "A worker that is terminated in onRow gets no further call, and the main thread processes the same file"
shows = ["processCSV"]
tags = ["use-case", "csv", "worker"]
---*/
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Worker, isMainThread } from 'node:worker_threads';
import { processCSV } from '#addon';
import { gate, mustCall, mustNotCall } from '#harness';

if (isMainThread) {
  const rows = Array.from({ length: 10_000 }, (_, index) => `${index}`);
  writeFileSync('numbers.csv', `a\n${rows.join('\n')}\n`);
  const worker = new Worker(new URL(import.meta.url));
  await gate('in-a-row').opened();
  await worker.terminate();
  console.log('terminated');

  processCSV({
    file: 'numbers.csv',
    onRow: mustCall(() => {}, 10_000),
    onComplete: mustCall((results) => console.log(results)),
    onError: mustNotCall('onError'),
  });
} else {
  processCSV({
    file: 'numbers.csv',
    onRow() {
      gate('in-a-row').open();
      // Until the worker is terminated.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    },
    onComplete: mustNotCall('onComplete of a worker that has ended'),
    onError: mustNotCall('onError of a worker that has ended'),
  });
}
