/*---
summary = "What a reaction in Rust fails with becomes a new Error: neither the class nor the identity of what JavaScript threw is left"
shows = ["PromiseRaw::then", "PromiseRaw::catch", "PromiseRaw::finally", "promiseThen", "promiseErrIn"]
tags = ["promise", "errors"]
---*/
import { promiseCatch, promiseCatchText, promiseDouble, promiseErrIn, promiseFinally, promiseThen } from '#addon';

const thrown = Object.assign(new RangeError('out of range', { cause: 'a cause' }), { code: 'ERR_RANGE' });
const fail = () => {
  throw thrown;
};
const tell = (what, promise) =>
  promise.then(
    (value) => console.log(`${what}: fulfilled`, value),
    (error) => {
      const { constructor, code, message, cause } = error;
      // How a value is described is the runtime's affair.
      const described = message.split('`')[0];
      console.log(`${what}:`, constructor.name, code, described, 'cause:', cause, 'the same:', error === thrown);
    },
  );

await tell('then throws', promiseThen(Promise.resolve(), fail));
await tell('catch throws', promiseCatch(Promise.reject(), fail));
await tell('finally throws', promiseFinally(Promise.resolve(), fail));
// What a reaction only passes on is left alone, and so is what it returns.
await tell('then passes on', promiseThen(Promise.reject(thrown), fail));
await tell('then returns a rejected promise', promiseThen(Promise.resolve(), async () => fail()));

for (const reaction of ['then', 'catch', 'finally']) {
  const promise = reaction === 'catch' ? Promise.reject() : Promise.resolve();
  await tell(`an Err in ${reaction}`, promiseErrIn(promise, reaction));
}
await tell('an Err in finally, of a rejected promise', promiseErrIn(Promise.reject(thrown), 'finally'));

await tell('a number', promiseDouble(Promise.resolve(21)));
await tell('no number', promiseDouble(Promise.resolve('21')));
await tell('a text', promiseCatchText(Promise.reject('a text')));
await tell('no text', promiseCatchText(Promise.reject(thrown)));
