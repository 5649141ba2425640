/*---
summary = "A thread settles a promise of Rust's: with a value, an error of its own, or what its resolver returns on JavaScript's thread"
shows = ["Env::create_deferred", "JsDeferred::resolve", "JsDeferred::reject", "settleOnThread", "settleWithCallback", "settleAtOnce"]
tags = ["promise", "deferred", "errors"]
---*/
import { census, settleAtOnce, settleOnThread, settleWithCallback } from '#addon';

for (const outcome of ['resolve', 'reject', 'resolverErrs']) {
  await settleOnThread(outcome).then(
    (value) => console.log(`${outcome}:`, value),
    ({ code, message }) => console.log(`${outcome}:`, code, message),
  );
}

const object = {};
console.log('the same object:', (await settleWithCallback(() => object)) === object);
console.log('follows a promise:', await settleWithCallback(async () => 'a value'));
const error = new RangeError('thrown');
await settleWithCallback(() => {
  throw error;
}).catch((caught) => console.log('the same error:', caught === error));

// The resolver does not run before the call has returned, even if it is JavaScript's thread that settles.
console.log(await settleAtOnce());

const { made, dropped, delivered } = census();
console.log({ made, dropped, delivered });
