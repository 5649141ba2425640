/*---
summary = "call_async of a function that is not callee-handled reports an error twice: as an uncaught exception, and as an uninformative rejection"
shows = ["askFatally", "ThreadsafeFunction::call_async"]
tags = ["errors", "async", "throws", "wrong-type", "uncaught-exception"]
---*/
import { askFatally } from '#addon';

const error = new TypeError('no idea');
const callbacks = {
  answers: (question) => `${question} because`,
  throws() {
    throw error;
  },
  'returns a number': () => 42,
};

let uncaught;
process.on('uncaughtException', (exception) => (uncaught = exception));

for (const [name, callback] of Object.entries(callbacks)) {
  try {
    console.log(name, '->', await askFatally('why?', callback));
  } catch (caught) {
    console.log(name, '->', caught.code, caught.message);
    console.log('  uncaught:', uncaught.message);
    console.log('  the same object:', uncaught === error);
  }
}
