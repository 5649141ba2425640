/*---
summary = "Four workers that load the addon at the same moment each get a working one, and share its image"
shows = ["visitImage", "CountedQueue", "askCatching"]
tags = ["worker", "load", "many"]
---*/
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { load, loadInWorker } from './fixtures/loader.mjs';

if (isMainThread) {
  const ready = new Int32Array(new SharedArrayBuffer(4));
  const loaded = await Promise.all([1, 2, 3, 4].map(() => loadInWorker(import.meta.url, ready)));
  loaded.sort((a, b) => a.visit - b.visit);
  for (const one of loaded) console.log(one);
} else {
  // Each waits for the others before it loads the addon; the main thread has not loaded it at all.
  Atomics.add(workerData, 0, 1);
  while (Atomics.load(workerData, 0) < 4);
  parentPort.postMessage(await load());
}
