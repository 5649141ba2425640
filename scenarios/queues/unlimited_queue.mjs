/*---
summary = "A queue of size 0 takes everything in both modes, and delivers it in order"
shows = ["callIntoIdleQueue", "ThreadsafeFunctionCallMode"]
claim = "parameter-max-queue-size"
tags = ["queue"]
[variants]
mode = ["blocking", "nonBlocking"]
---*/
import { callIntoIdleQueue } from '#addon';
import { mustCall, variant } from '#harness';

const calls = 5000;
const delivered = [];
const { statuses, dropped } = callIntoIdleQueue(
  0,
  variant.mode,
  calls,
  mustCall((item) => delivered.push(item), calls),
);
console.log('statuses:', [...new Set(statuses)]);
console.log('payloads dropped by the caller:', dropped);

process.on('exit', () => {
  console.log(
    'in order:',
    delivered.every((item, index) => item === `item ${index + 1}`),
  );
});
