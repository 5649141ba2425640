/*---
summary = "A payload whose callback throws is dropped once like any other, and those behind it are delivered"
shows = ["CountedQueue", "census", "ThreadsafeFunction::call"]
tags = ["census", "throws"]
---*/
import { CountedQueue, census } from '#addon';
import { mustCall } from '#harness';

process.on(
  'uncaughtException',
  mustCall((error) => console.log('uncaught:', error.message), 2),
);

const queue = new CountedQueue(
  mustCall((text) => {
    if (text !== 'three') throw new Error(`no room for ${text}`);
    console.log('delivered:', text);
  }, 3),
);
for (const text of ['one', 'two', 'three']) queue.send(text);
queue.close();

process.on('exit', () => {
  const { made, delivered, dropped, alive } = census();
  console.log({ made, delivered, dropped, alive });
});
