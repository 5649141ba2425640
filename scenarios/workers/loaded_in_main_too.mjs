/*---
summary = "The main thread and a worker share the addon's image, each with exports of its own, and the main thread's work on after the worker's end"
shows = ["visitImage", "CountedQueue", "askCatching"]
tags = ["worker", "load"]
---*/
import { isMainThread, parentPort } from 'node:worker_threads';
import { load, loadInWorker } from './fixtures/loader.mjs';

if (isMainThread) {
  console.log('main thread:', await load());
  console.log('worker:', await loadInWorker(import.meta.url));
  console.log('main thread:', await load());
} else {
  parentPort.postMessage(await load());
}
