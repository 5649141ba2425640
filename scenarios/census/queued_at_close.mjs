/*---
summary = "What is queued at close() is still delivered, in order; then the function is gone, and the process ends"
shows = ["CountedQueue", "census"]
tags = ["census", "close"]
---*/
import { CountedQueue, census } from '#addon';
import { mustCall } from '#harness';

const queue = new CountedQueue(mustCall((text) => console.log('delivered:', text), 3));
console.log('before close:', queue.send('one'), queue.send('two'), queue.send('three'));
queue.close();
// Whoever has dropped a ThreadsafeFunction has nothing left to call: no status is napi's, and no payload is made.
console.log('after close:', queue.send('four'));

process.on('exit', () => {
  const { made, delivered, dropped, alive } = census();
  console.log({ made, delivered, dropped, alive });
});
