/*---
summary = "Every payload that four threads send is delivered and dropped once"
shows = ["sendCounted", "census", "ThreadsafeFunction::call"]
tags = ["census", "many"]
---*/
import { census, sendCounted } from '#addon';
import { mustCall } from '#harness';

const heard = new Set();
sendCounted(
  4,
  250,
  mustCall((text) => heard.add(text), 1000),
);

process.on('exit', () => {
  const { made, delivered, dropped, alive } = census();
  console.log('different payloads:', heard.size);
  console.log({ made, delivered, dropped, alive });
});
