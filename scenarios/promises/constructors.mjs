/*---
summary = "PromiseRaw::resolve follows a promise, and PromiseRaw::reject rejects with any value as it is"
shows = ["PromiseRaw::resolve", "PromiseRaw::reject", "promiseResolved", "promiseRejected", "promiseRejectedByRust"]
tags = ["promise", "errors"]
---*/
import { promiseRejected, promiseRejectedByRust, promiseResolved } from '#addon';

const object = {};
console.log('the same object:', (await promiseResolved(object)) === object);
const promise = Promise.resolve('a value');
console.log('the same promise:', promiseResolved(promise) === promise, 'but followed:', await promiseResolved(promise));
console.log('a thenable:', await promiseResolved({ then: (resolve) => resolve('followed, too') }));
for (const reason of [new RangeError('a reason'), 'a string', undefined, object]) {
  await promiseRejected(reason).catch((caught) => console.log('the same reason:', caught === reason));
}
await promiseRejected(promise).catch((caught) => console.log('a promise is not followed:', caught === promise));
await promiseRejectedByRust('no luck').catch(({ name, code, message }) => console.log(name, code, message));
