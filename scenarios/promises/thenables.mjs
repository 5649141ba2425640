/*---
summary = "PromiseRaw takes any object for a promise, calls its then once, and throws what goes wrong there"
shows = ["PromiseRaw::then", "PromiseRaw::catch", "promiseThen"]
tags = ["promise", "wrong-type"]
[[on]]
name = "function-expected"
runtimes = ["deno"]
because = "Deno answers napi_function_expected where Node.js answers napi_invalid_arg"
---*/
import { promiseThen } from '#addon';

let late;
const thenables = {
  'calls back at once': { then: (callback) => callback(1) },
  'calls back twice': { then: (callback) => [callback(1), callback(2)] },
  'calls back without a value': { then: (callback) => callback() },
  'calls back late': { then: (callback) => (late = callback) },
  'does nothing': { then() {} },
  throws: {
    then() {
      throw new RangeError('thrown in then');
    },
  },
  'throws in a getter': {
    get then() {
      throw new RangeError('thrown in a getter');
    },
  },
  'has no then': {},
  'has a number': { then: 42 },
  'is a string': 'a string',
  'is null': null,
};
for (const [what, thenable] of Object.entries(thenables)) {
  try {
    const answer = promiseThen(thenable, (value) => `got ${value}`);
    console.log(what, '->', typeof answer === 'function' ? 'a function' : answer);
  } catch ({ name, code }) {
    console.log(what, '-> threw', code ?? name);
  }
}
console.log('late:', late(3));
