/*---
summary = "A worker whose strong function is closed in a callback ends by itself"
shows = ["StrongLogger", "ThreadsafeFunctionBuilder::build"]
tags = ["worker", "strong", "exit"]
---*/
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { StrongLogger } from '#addon';
import { mustCall } from '#harness';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.on(
    'message',
    mustCall((entry) => console.log('logged in the worker:', entry)),
  );
  worker.on(
    'exit',
    mustCall((code) => console.log('the worker exited with', code)),
  );
} else {
  const logger = new StrongLogger((entry) => {
    parentPort.postMessage(entry);
    logger.close();
  });
  logger.log('an entry');
}
