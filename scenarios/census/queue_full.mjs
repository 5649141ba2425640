/*---
summary = "A payload that gets QueueFull is dropped before the call returns; queued payloads live until delivery"
shows = ["callIntoIdleQueue", "census", "ThreadsafeFunctionCallMode::NonBlocking"]
claim = "data-not-queued-is-dropped-by-the-caller"
tags = ["census", "queue-full"]
---*/
import { callIntoIdleQueue, census } from '#addon';
import { mustCall } from '#harness';

function count(when) {
  const { made, delivered, dropped, alive } = census();
  console.log(when, { made, delivered, dropped, alive });
}

callIntoIdleQueue(
  2,
  'nonBlocking',
  5,
  mustCall(() => {}, 2),
);
count('after the calls:');
process.on('exit', () => count('at exit:'));
