/*---
summary = "Microtasks and nextTick callbacks run between the calls of a threadsafe function, even when all were queued"
shows = ["callIntoIdleQueue", "ThreadsafeFunction::call"]
tags = ["threads", "microtasks"]
[[on]]
name = "after-the-turn"
runtimes = ["deno"]
because = "Deno makes all calls of a turn before it runs process.nextTick's callbacks"
---*/
import { callIntoIdleQueue } from '#addon';

// All three items are in the queue before the first of them is delivered.
callIntoIdleQueue(0, 'nonBlocking', 3, (item) => {
  console.log(item);
  process.nextTick(() => console.log('  its nextTick'));
  queueMicrotask(() => console.log('  its microtask'));
});
