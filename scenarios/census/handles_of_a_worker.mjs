/*---
summary = "Data owned by values in a worker is dropped when the worker ends"
shows = ["countedExternal", "CountedObject", "countedClosure", "census", "External"]
tags = ["census", "worker", "exit"]
[variants]
ending = ["return", "exit", "terminate"]
[[on]]
name = "leaves-some"
runtimes = ["bun"]
because = "Bun drops the data of two of the three values when the worker ends"
[[on]]
name = "leaves-all"
runtimes = ["deno"]
because = "Deno runs no finalizer for values that are alive when a worker ends"
---*/
import { once } from 'node:events';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { CountedObject, census, countedClosure, countedExternal } from '#addon';
import { variant } from '#harness';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  // Before the message: both may come in one turn.
  const ended = once(worker, 'exit');
  await once(worker, 'message');
  if (variant.ending === 'terminate') worker.terminate();
  await ended;
  const { handlesMade, handlesFinalised } = census();
  console.log({ handlesMade, handlesFinalised });
} else {
  globalThis.kept = [countedExternal(), new CountedObject(), countedClosure()];
  parentPort.postMessage('made');
  if (variant.ending === 'exit') process.exit();
  if (variant.ending === 'terminate') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
