/*---
summary = "Rust awaits a promise of JavaScript's, settled before or after, and a rejection passes through as it is unless Rust makes an error of its own"
shows = ["Promise", "PromiseRaw::into_sendable_promise", "awaitPromise", "awaitSendablePromise", "awaitPromiseDescribed"]
tags = ["promise", "async", "errors"]
---*/
import { awaitPromise, awaitPromiseDescribed, awaitPromises, awaitSendablePromise } from '#addon';

const later = (settle) => new Promise((resolve, reject) => setImmediate(() => settle(resolve, reject)));

for (const take of [awaitPromise, awaitSendablePromise]) {
  console.log(`${take.name}:`, await take(Promise.resolve('a value')));
  console.log(await take(later((resolve) => resolve('a later value'))));
  for (const reason of [new RangeError('a reason'), 'a string', undefined, { not: 'an error' }]) {
    const outcomes = [take(Promise.reject(reason)), take(later((_, reject) => reject(reason)))];
    for (const { reason: caught } of await Promise.allSettled(outcomes)) {
      console.log('the same reason:', caught === reason);
    }
  }
}

for (const reason of [new RangeError('a reason', { cause: new Error('a cause') }), 'a string', undefined, {}]) {
  const outcome = awaitPromiseDescribed(Promise.reject(reason));
  await outcome.catch(({ code, message }) => console.log('described:', code, message));
}

const texts = ['a', 'b', 'c'].map((text, i) => later((resolve) => setTimeout(resolve, 3 - i, text)));
console.log(await awaitPromises(texts));
