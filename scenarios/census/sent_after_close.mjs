/*---
summary = "What is queued at close() is still delivered; what is sent after it is refused and dropped"
shows = ["CountedQueue", "census"]
tags = ["census", "close"]
---*/
import { CountedQueue, census } from '#addon';
import { mustCall } from '#harness';

const queue = new CountedQueue(mustCall((text) => console.log('delivered:', text)));
console.log('before close:', queue.send('one'));
queue.close();
console.log('after close:', queue.send('two'));

process.on('exit', () => {
  const { made, delivered, dropped, alive } = census();
  console.log({ made, delivered, dropped, alive });
});
