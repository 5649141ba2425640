/*---
summary = "call_async never waits for room in the queue: on a full one it fails with QueueFull"
shows = ["callAsyncIntoFullQueue", "ThreadsafeFunction::call_async"]
tags = ["queue", "queue-full", "async"]
---*/
import { callAsyncIntoFullQueue } from '#addon';
import { mustCall } from '#harness';

const outcome = callAsyncIntoFullQueue(mustCall((item) => console.log('delivered:', item)));
console.log('call_async:', outcome);
