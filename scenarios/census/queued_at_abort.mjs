/*---
summary = "What is queued at abort() is lost: never delivered, and never dropped either"
shows = ["CountedQueue", "census", "ThreadsafeFunction::abort"]
claim = "null-env-means-data-to-free"
tags = ["census", "abort", "lost"]
[[on]]
name = "delivers"
runtimes = ["deno"]
because = "Deno delivers what was queued before abort()"
---*/
import { CountedQueue, census } from '#addon';

const queue = new CountedQueue(() => {});
console.log('before abort:', queue.send('one'), queue.send('two'));
queue.abort();
console.log('after abort:', queue.send('three'));

// The third payload had no function left to go to; napi-rs leaks the two that were in the queue.
process.on('exit', () => {
  const { made, delivered, dropped, alive } = census();
  console.log({ made, delivered, dropped, alive });
});
