/*---
summary = "Env::throw throws any value as it is, and JsError and its sisters make errors of their class with the status as code"
shows = ["Env::throw", "JsError", "JsTypeError", "JsRangeError", "JsSyntaxError", "throwValue", "makeError", "throwMadeError"]
tags = ["errors", "sync", "throws"]
---*/
import { makeError, throwMadeError, throwValue } from '#addon';

const primitives = ['a string', 42, null, undefined, Symbol('symbol')];
for (const value of [new Error('an error'), ...primitives, { any: 'object' }, () => {}]) {
  try {
    throwValue(value);
    console.log('not thrown');
  } catch (caught) {
    console.log(value instanceof Error ? 'an Error' : value, Object.is(caught, value));
  }
}

for (const name of ['Error', 'TypeError', 'RangeError', 'SyntaxError']) {
  const made = makeError(name, 'made by Rust');
  let thrown;
  try {
    throwMadeError(name, 'made by Rust');
  } catch (caught) {
    thrown = caught;
  }
  for (const error of [made, thrown]) {
    console.log(error.name, Object.getPrototypeOf(error) === globalThis[name].prototype, error.code, error.message);
  }
}
