/*---
summary = "Of five events into a queue with room for one, Blocking calls deliver all, and NonBlocking calls the first: both get what processEvents promises, once a queue is bounded and outlives the event"
shows = ["BlockingCalls", "callIntoIdleQueue", "ThreadsafeFunctionCallMode", "ThreadsafeFunctionBuilder::max_queue_size"]
tags = ["queue", "queue-full"]
---*/
import { BlockingCalls, callIntoIdleQueue } from '#addon';

const arrived = { high: [], low: [] };
// Nothing leaves either queue before the event loop turns.
const high = new BlockingCalls(1, 5, (item) => arrived.high.push(item));
const low = callIntoIdleQueue(1, 'nonBlocking', 5, (item) => arrived.low.push(item));
console.log('low priority, status of each call:', low.statuses.join(' '));
console.log('high priority, calls returned:', high.returned().length);

process.on('exit', () => {
  console.log('high priority, status of each call:', high.returned().join(' '));
  console.log('arrived:', arrived);
});
