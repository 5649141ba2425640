/*---
summary = "processEvents never drops a low-priority event: each call makes two functions of its own, and each of their queues gets one event"
shows = ["processEvents", "ThreadsafeFunctionCallMode::NonBlocking"]
claim = "low-priority-drops-if-full"
tags = ["queue"]
[[on]]
name = "names-none"
runtimes = ["bun", "deno"]
because = "the async_hooks of Bun and Deno say nothing of a ThreadsafeFunction"
---*/
import { createHook, executionAsyncId } from 'node:async_hooks';
import { processEvents } from '#addon';

// A ThreadsafeFunction is an asynchronous resource, and each of its calls is one of that resource.
const calls = new Map();
const hook = createHook({
  init(asyncId, type) {
    if (type === 'napi_rs_threadsafe_function') calls.set(asyncId, 0);
  },
});
hook.enable();

const arrived = { high: 0, low: 0 };
const callback = (priority, text) => (err, event) => {
  if (event === text) arrived[priority] += 1;
  const caller = executionAsyncId();
  if (calls.has(caller)) calls.set(caller, calls.get(caller) + 1);
};
// JavaScript takes nothing out of the queues while it makes all of these.
for (let call = 0; call < 100; call++) {
  processEvents(callback('high', 'CRITICAL: System alert'), callback('low', 'INFO: Regular update'));
}

process.on('exit', () => {
  console.log('of 100 calls:', arrived);
  console.log('ThreadsafeFunctions made:', calls.size);
  console.log('with one event each:', [...calls.values()].filter((count) => count === 1).length);
});
