/*---
summary = "A Promise argument takes an object that has then and whose then returns one that has catch; a strict function rejects all but promises"
shows = ["Promise", "awaitPromise", "awaitPromiseStrict"]
tags = ["promise", "wrong-type"]
[[on]]
name = "function-expected"
runtimes = ["deno"]
because = "Deno answers napi_function_expected where Node.js answers napi_invalid_arg"
---*/
import { awaitPromise, awaitPromiseStrict } from '#addon';

const values = {
  'a promise of a number': Promise.resolve(42),
  'a thenable': { then: (resolve) => resolve('a value') },
  'a thenable that returns a promise': { then: (resolve) => Promise.resolve('a value').then(resolve) },
  'an object': {},
  'a string': 'a value',
  nothing: undefined,
};
for (const take of [awaitPromise, awaitPromiseStrict]) {
  for (const [what, value] of Object.entries(values)) {
    const told = (how, { name, code }) => console.log(`${take.name}, ${what}: ${how}`, code ?? name);
    try {
      const promise = take(value);
      await promise.then(
        (text) => console.log(`${take.name}, ${what}:`, text),
        (error) => told('rejected', error),
      );
    } catch (error) {
      told('threw', error);
    }
  }
}
