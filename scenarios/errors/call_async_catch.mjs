/*---
summary = "call_async_catch gives the error back to Rust, and nothing reaches uncaughtException"
shows = ["askCatching", "ThreadsafeFunction::call_async_catch"]
tags = ["errors", "async", "throws", "wrong-type"]
---*/
import { askCatching } from '#addon';
import { mustNotCall } from '#harness';

process.on('uncaughtException', mustNotCall('the uncaughtException handler'));

const error = new TypeError('no idea');
const callbacks = {
  answers: (question) => `${question} because`,
  throws() {
    throw error;
  },
  'throws a string'() {
    throw 'no error at all';
  },
  'returns a number': () => 42,
};

for (const [name, callback] of Object.entries(callbacks)) {
  try {
    console.log(name, '->', await askCatching('why?', callback));
  } catch (caught) {
    console.log(name, '->', caught instanceof Error ? caught.message : caught);
    console.log('  the same object:', caught === error);
  }
}
