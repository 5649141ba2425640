/*---
summary = "A non-Error value thrown in a threadsafe callback reaches uncaughtException unchanged"
shows = ["monitorSystemResources", "ThreadsafeFunction::call"]
tags = ["threads", "throws", "uncaught-exception"]
---*/
import { monitorSystemResources } from '#addon';
import { mustCall } from '#harness';

const object = { reason: 'no use for it' };
const thrown = ['a string', null, undefined, object, Symbol.for('symbol')];
const caught = [];
process.on('uncaughtException', (value) => caught.push(value));

let calls = 0;
monitorSystemResources(
  mustCall(() => {
    throw thrown[calls++];
  }, 5),
);

process.on('exit', () => {
  console.log(caught);
  console.log(
    'the same values:',
    thrown.every((value, index) => value === caught[index]),
  );
});
