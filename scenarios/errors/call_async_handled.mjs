/*---
summary = "call_async of a callee-handled function rejects with the very value that the callback throws, or names a wrong return type, and nothing reaches uncaughtException"
shows = ["askHandled", "ThreadsafeFunction::call_async"]
tags = ["errors", "async", "throws", "wrong-type"]
---*/
import { askHandled } from '#addon';
import { mustNotCall } from '#harness';

process.on('uncaughtException', mustNotCall('the uncaughtException handler'));

const throws = (value) => ({
  thrown: value,
  callback() {
    throw value;
  },
});
const cases = {
  answers: { callback: (err, question) => `${question} ${err}` },
  'throws an Error': throws(new TypeError('no idea')),
  'throws a string': throws('no error at all'),
  'throws an object': throws({ no: 'error' }),
  'returns a number': { callback: () => 42 },
  'is async': { callback: async () => 'later' },
};

for (const [name, { callback, ...rest }] of Object.entries(cases)) {
  try {
    console.log(name, '->', await askHandled('why?', callback));
  } catch (caught) {
    if ('thrown' in rest) console.log(name, '-> the value that was thrown:', caught === rest.thrown);
    else console.log(name, '->', caught.code, caught.message);
  }
}
