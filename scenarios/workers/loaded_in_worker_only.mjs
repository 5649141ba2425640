/*---
summary = "The addon works in a worker though the main thread never loads it, and the process ends"
shows = ["visitImage", "CountedQueue", "askCatching"]
tags = ["worker", "load", "exit"]
---*/
import { isMainThread, parentPort } from 'node:worker_threads';
import { load, loadInWorker } from './fixtures/loader.mjs';

if (isMainThread) console.log(await loadInWorker(import.meta.url));
else parentPort.postMessage(await load());
