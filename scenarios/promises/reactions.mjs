/*---
summary = "Callbacks in Rust of PromiseRaw's then, catch and finally run as JavaScript's do, in later turns, and what they return is followed"
shows = ["PromiseRaw::then", "PromiseRaw::catch", "PromiseRaw::finally", "promiseThen", "promiseCatch", "promiseFinally"]
tags = ["promise"]
---*/
import { promiseCatch, promiseFinally, promiseThen } from '#addon';
import { mustNotCall } from '#harness';

const say = (what) => (value) => {
  console.log(`${what}:`, value);
  return value;
};
const same = { an: 'object' };

const chain = promiseFinally(promiseThen(Promise.resolve(same), say('then')), () => say('finally')('no value'));
console.log('nothing has run yet');
console.log('the same object:', (await chain) === same);

console.log('follows a promise:', await promiseThen(Promise.resolve(1), async (n) => n + 1));
console.log('catch passes a value on:', await promiseCatch(Promise.resolve(2), mustNotCall()));
console.log('catch recovers:', await promiseCatch(Promise.reject('a reason'), say('catch')));
await promiseThen(Promise.reject('another reason'), mustNotCall()).catch(say('then passes a reason on'));
await promiseFinally(Promise.reject('a third reason'), () => 'ignored').catch(say('finally passes a reason on'));
