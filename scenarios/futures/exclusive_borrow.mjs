/*---
summary = "While an async fn with &mut self is pending, every other call on the instance is refused; with &self, only exclusive ones are"
shows = ["AsyncCounter", "NativeBorrowScope"]
tags = ["future", "async-fn", "errors"]
---*/
import { AsyncCounter, signalFutures } from '#addon';

const counter = new AsyncCounter(1);
const calls = {
  'count (&self)': () => counter.count,
  'set (&mut self)': () => counter.set(10),
  'countAfter (async, &self)': () => counter.countAfter('now'),
  'addAfter (async, &mut self)': () => counter.addAfter('now', 1),
};
signalFutures('now');
async function callAll(when) {
  console.log(`${when}:`);
  for (const [name, call] of Object.entries(calls)) {
    try {
      const result = call();
      console.log(' ', name, '->', await result);
    } catch (error) {
      console.log(' ', name, 'threw', `${error.code}: ${error.message}`);
    }
  }
}

let pending = counter.addAfter('exclusive', 5);
await callAll('while addAfter (&mut self) waits');
signalFutures('exclusive');
console.log('addAfter ->', await pending);

pending = counter.countAfter('shared');
await callAll('while countAfter (&self) waits');
signalFutures('shared');
console.log('countAfter ->', await pending);

await callAll('when nothing waits');
