/*---
summary = "A weak function lets a worker end at once, though its thread loops forever"
shows = ["backgroundLogger", "ThreadsafeFunctionBuilder::weak"]
tags = ["worker", "weak", "exit"]
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { backgroundLogger } from '#addon';
import { mustCall } from '#harness';

if (isMainThread) {
  new Worker(new URL(import.meta.url)).on(
    'exit',
    mustCall((code) => console.log('the worker exited with', code)),
  );
} else {
  backgroundLogger(() => {});
}
