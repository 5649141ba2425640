/*---
summary = "call_async of a callee-handled function rejects with what the callback throws, or names a wrong return type"
shows = ["askHandled", "ThreadsafeFunction::call_async"]
tags = ["errors", "async", "throws", "wrong-type"]
---*/
import { askHandled } from '#addon';

const error = new TypeError('no idea');
const callbacks = {
  answers: (err, question) => `${question} ${err}`,
  throws() {
    throw error;
  },
  'returns a number': () => 42,
  'is async': async () => 'later',
};

for (const [name, callback] of Object.entries(callbacks)) {
  try {
    console.log(name, '->', await askHandled('why?', callback));
  } catch (caught) {
    console.log(name, '->', caught.code, caught.message);
    console.log('  the same object:', caught === error);
  }
}
