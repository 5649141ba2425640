/*---
summary = "One function passed for both priorities is called once for each, by two ThreadsafeFunctions: every argument becomes one of its own"
shows = ["processEvents"]
tags = ["threads"]
[[on]]
name = "names-none"
runtimes = ["bun", "deno"]
because = "the async_hooks of Bun and Deno say nothing of a ThreadsafeFunction"
---*/
import { createHook, executionAsyncId } from 'node:async_hooks';
import { processEvents } from '#addon';
import { mustCall } from '#harness';

// A ThreadsafeFunction is an asynchronous resource, and each of its calls is one of that resource.
const made = [];
const hook = createHook({
  init(asyncId, type) {
    if (type === 'napi_rs_threadsafe_function') made.push(asyncId);
  },
});
hook.enable();

const calls = [];
const listener = mustCall((err, event) => {
  calls.push(`${event}, by function ${made.indexOf(executionAsyncId()) + 1} of ${made.length}`);
}, 2);
processEvents(listener, listener);

process.on('exit', () => console.log(calls.sort()));
