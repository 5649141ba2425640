/*---
summary = "A payload that cannot be converted is dropped; those behind it are delivered"
shows = ["CountedQueue", "census", "ThreadsafeFunctionBuilder::build_callback"]
tags = ["census", "throws"]
---*/
import { CountedQueue, census } from '#addon';
import { mustCall } from '#harness';

process.on(
  'uncaughtException',
  mustCall((error) => console.log('uncaught:', error.message)),
);

const queue = new CountedQueue(mustCall((text) => console.log('delivered:', text), 2));
for (const text of ['one', '', 'three']) queue.send(text);
queue.close();

process.on('exit', () => {
  const { made, delivered, dropped, alive } = census();
  console.log({ made, delivered, dropped, alive });
});
