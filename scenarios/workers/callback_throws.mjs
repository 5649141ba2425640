/*---
summary = "A callback that throws in a worker ends the worker with an error event, and the process lives"
shows = ["CountedQueue", "ThreadsafeFunction::call"]
tags = ["worker", "throws"]
[[on]]
name = "reports-twice"
runtimes = ["deno"]
because = "Deno prints an error of a worker though its `error` event is listened to"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { CountedQueue } from '#addon';
import { mustCall } from '#harness';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.on(
    'error',
    mustCall((error) => console.log('error event:', error.message)),
  );
  worker.on(
    'exit',
    mustCall((code) => console.log('the worker exited with', code)),
  );
  process.on('exit', (code) => console.log('the process exits with', code));
} else {
  const queue = new CountedQueue((text) => {
    throw new Error(`no room for ${text}`);
  });
  queue.send('one');
}
