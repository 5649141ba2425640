/*---
summary = "An async method and an AsyncBlock keep the instance that they were called on until they settle; Env::spawn_future does not"
shows = ["AsyncCounter", "AsyncBlockBuilder::build", "Env::spawn_future", "NativeBorrowLease"]
tags = ["future", "async-fn", "gc"]
[variants]
method = ["countAfter", "rejectAfter", "blockCountAfter", "spawnCountAfter"]
---*/
import { AsyncCounter, census, futuresWaiting, signalFutures } from '#addon';
import { gc, until, variant } from '#harness';

// The instance is in no variable once this has returned.
const start = () => new AsyncCounter(42)[variant.method]('go');
let promise = start();
await until(() => futuresWaiting('go') === 1);
if (variant.method === 'spawnCountAfter') {
  while (census().handlesFinalised === 0) await gc();
} else {
  for (let i = 0; i < 5; i++) await gc();
}
console.log('finalised while the future waits:', census().handlesFinalised);

signalFutures('go');
await promise.then(
  (count) => console.log('resolved with', count),
  (error) => console.log('rejected:', error.message),
);
promise = undefined;
while (census().handlesFinalised === 0) await gc();
console.log('finalised afterwards:', census().handlesFinalised);
