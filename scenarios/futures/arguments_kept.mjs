/*---
summary = "An async fn keeps the bytes and the instances that it was called with until its promise is settled, and no longer"
shows = ["asyncSum", "AsyncCounter", "Uint8Array", "NativeBorrowScope"]
tags = ["future", "async-fn", "arguments", "gc"]
---*/
import { AsyncCounter, asyncSum, census, futuresWaiting, signalFutures } from '#addon';
import { gc, until } from '#harness';

// What is used in a function that has returned is on no stack.
const start = () => [
  asyncSum('go', new Uint8Array([1, 2, 3])),
  new AsyncCounter(40).addUpAfter('go', new AsyncCounter(2)),
];
const promises = start();
await until(() => futuresWaiting('go') === 2);
for (let i = 0; i < 5; i++) await gc();
console.log('instances finalised while the futures wait:', census().handlesFinalised);

signalFutures('go');
console.log('sums:', await Promise.all(promises));
promises.length = 0;
while (census().handlesFinalised < 2) await gc();
console.log('instances finalised afterwards:', census().handlesFinalised);
