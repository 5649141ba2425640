/*---
summary = "What is queued at abort() is lost: never delivered, and never dropped either. What is sent after it gets Closing, and is dropped"
shows = ["CountedQueue", "census", "ThreadsafeFunction::abort"]
claim = "null-env-means-data-to-free"
tags = ["census", "abort", "lost"]
[[on]]
name = "delivers"
runtimes = ["deno"]
because = "Deno delivers what was queued before abort()"
---*/
import { CountedQueue, census } from '#addon';

const arrived = [];
const queue = new CountedQueue((text) => arrived.push(text));
console.log('before abort:', queue.send('one'), queue.send('two'));
queue.abort();
console.log('after abort:', queue.send('three'));

// napi-rs drops the third payload, which it could not queue, and leaks the two that were in the queue.
process.on('exit', () => {
  const { made, delivered, dropped, alive } = census();
  console.log('arrived:', arrived);
  console.log({ made, delivered, dropped, alive });
});
