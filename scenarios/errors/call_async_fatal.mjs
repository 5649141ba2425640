/*---
summary = "call_async of a function that is not callee-handled reports an error twice: as an uncaught exception, which is the thrown Error itself or else a new one without the value, and then as an uninformative rejection"
shows = ["askFatally", "ThreadsafeFunction::call_async"]
tags = ["errors", "async", "throws", "wrong-type", "uncaught-exception"]
---*/
import { askFatally } from '#addon';
import { mustCall } from '#harness';

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

let asked;
process.on(
  'uncaughtException',
  mustCall((exception) => {
    const what = exception === asked.thrown ? 'the value that was thrown' : `${exception.code}: ${exception.message}`;
    console.log('  uncaught:', what);
  }, 4),
);

for (const [name, one] of Object.entries(cases)) {
  console.log(name);
  asked = one;
  try {
    console.log('  answered:', await askFatally('why?', one.callback));
  } catch (caught) {
    console.log('  then rejected:', caught.code, caught.message);
  }
}
