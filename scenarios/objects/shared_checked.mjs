/*---
summary = "A FunctionRef that remembers its thread refuses every other one, and is released from any, also when its environment is gone"
shows = ["shareCallback", "callSharedCallback", "releaseSharedCallback", "FunctionRef::borrow_back"]
tags = ["objects", "worker", "errors", "release"]
---*/
import { once } from 'node:events';
import { Worker, isMainThread, parentPort, threadId, workerData } from 'node:worker_threads';
import { callSharedCallback, releaseSharedCallback, shareCallback } from '#addon';

const call = () => {
  try {
    return callSharedCallback('called');
  } catch (error) {
    return error.message;
  }
};
const share = () => shareCallback((value) => `${value} in ${threadId === 0 ? 'the main thread' : 'the worker'}`);

if (isMainThread) {
  const run = async (does) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: does });
    const ended = once(worker, 'exit');
    const [told] = await once(worker, 'message');
    await ended;
    console.log(`a worker that ${does}:`, told);
  };
  console.log('the main thread, before:', call());
  share();
  await run('calls');
  console.log('the main thread:', call());
  await run('shares');
  console.log('the main thread, when that is gone:', call());
  console.log('released:', releaseSharedCallback(), releaseSharedCallback());
  share();
  await run('releases');
  console.log('the main thread:', call());
} else {
  if (workerData === 'shares') share();
  if (workerData === 'releases') parentPort.postMessage(releaseSharedCallback());
  else parentPort.postMessage(call());
}
