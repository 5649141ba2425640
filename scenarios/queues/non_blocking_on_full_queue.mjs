/*---
summary = "NonBlocking calls fill a bounded queue, then get QueueFull, and their payloads are dropped at once"
shows = ["callIntoIdleQueue", "ThreadsafeFunctionCallMode::NonBlocking", "ThreadsafeFunctionBuilder::max_queue_size"]
claim = "nonblocking-returns-immediately"
tags = ["queue", "queue-full"]
[variants]
capacity = [1, 2, 10]
---*/
import { callIntoIdleQueue } from '#addon';
import { mustCall, variant } from '#harness';

// JavaScript waits in this call until the thread has made all of its own, so nothing leaves the queue.
const delivered = [];
const { statuses, dropped } = callIntoIdleQueue(
  variant.capacity,
  'nonBlocking',
  12,
  mustCall((item) => delivered.push(item), variant.capacity),
);
console.log(statuses.join(' '));
console.log('payloads dropped by the caller:', dropped);
const again = callIntoIdleQueue(
  variant.capacity,
  'nonBlocking',
  12,
  mustCall(() => {}, variant.capacity),
);
console.log('and by the caller of another queue:', again.dropped);

process.on('exit', () => console.log('delivered:', delivered.join(', ')));
