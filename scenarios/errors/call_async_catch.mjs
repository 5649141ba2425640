/*---
summary = "call_async_catch gives Rust the very value that the callback threw, or names a wrong return type, and nothing reaches uncaughtException"
shows = ["askCatching", "ThreadsafeFunction::call_async_catch"]
tags = ["errors", "async", "throws", "wrong-type"]
---*/
import { askCatching } from '#addon';
import { mustNotCall } from '#harness';

process.on('uncaughtException', mustNotCall('the uncaughtException handler'));

const throws = (value) => ({
  thrown: value,
  callback() {
    throw value;
  },
});
const cases = {
  answers: { callback: (question) => `${question} because` },
  'throws an Error': throws(new TypeError('no idea')),
  'throws a string': throws('no error at all'),
  'throws an object': throws({ no: 'error' }),
  'returns a number': { callback: () => 42 },
};

for (const [name, { callback, ...rest }] of Object.entries(cases)) {
  try {
    console.log(name, '->', await askCatching('why?', callback));
  } catch (caught) {
    if ('thrown' in rest) console.log(name, '-> the value that was thrown:', caught === rest.thrown);
    else console.log(name, '->', caught.code, caught.message);
  }
}
