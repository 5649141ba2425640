/*---
summary = "Workers that load the addon one after the other find its statics as the one before left them: the image stays loaded, though no environment has it any more"
shows = ["visitImage", "CountedQueue", "askCatching"]
tags = ["worker", "load", "exit"]
# It loads the addon three times, one after the other, which takes its time on a busy machine.
timeout = "30s"
[variants]
work = ["calls", "none"]
---*/
import { isMainThread, parentPort } from 'node:worker_threads';
import { variant } from '#harness';
import { load, loadInWorker } from './fixtures/loader.mjs';

if (isMainThread) {
  for (const time of ['first', 'second']) {
    console.log(`${time} worker:`, await loadInWorker(import.meta.url));
  }
  console.log('main thread, after all of them:', await load());
} else if (variant.work === 'calls') {
  parentPort.postMessage(await load());
} else {
  // No ThreadsafeFunction and no async fn. But napi-rs starts its runtime at load, and that keeps the image.
  const { visitImage } = await import('#addon');
  parentPort.postMessage({ visit: visitImage() });
}
