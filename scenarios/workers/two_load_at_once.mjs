/*---
summary = "Two workers that load the addon at the same moment each get a working one"
shows = ["processUserData", "CountedQueue"]
tags = ["worker", "load"]
---*/
import { once } from 'node:events';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { mustCall } from '#harness';

if (isMainThread) {
  const ready = new Int32Array(new SharedArrayBuffer(4));
  const workers = ['first', 'second'].map(
    (name) => new Worker(new URL(import.meta.url), { workerData: { name, ready } }),
  );
  const results = await Promise.all(
    workers.map(async (worker) => {
      const [[message], [code]] = await Promise.all([
        once(worker, 'message'),
        once(worker, 'exit'),
      ]);
      return `${message}, exit ${code}`;
    }),
  );
  console.log(results.join('\n'));
} else {
  const { name, ready } = workerData;
  // Each waits for the other before it loads the addon; the main thread has not loaded it at all.
  Atomics.add(ready, 0, 1);
  while (Atomics.load(ready, 0) < 2);
  const { CountedQueue, processUserData } = await import('#addon');

  const user = processUserData(name, (data) => `processed ${data}`);
  const queue = new CountedQueue(
    mustCall((text) => {
      parentPort.postMessage(`${user}; delivered ${text}`);
      queue.close();
    }),
  );
  queue.send('a payload');
}
