/*---
summary = "An Error that JavaScript threw comes out of Rust as the same object by each way back, over threads as well, but not where build_callback fails; another object only out of a promise, and a primitive only out of a ThreadsafeFunction's"
shows = ["Function::call", "Error::try_clone", "Env::create_error", "JsTypeError", "AsyncTask", "ThreadsafeFunction::call_async_catch", "ThreadsafeFunction::call", "ThreadsafeFunctionBuilder::build_callback", "passThrown", "failWithThrown", "rethrow", "rethrowClone", "rethrowFromThread", "rethrowFromTask", "rethrowFromThreadsafe"]
tags = ["errors", "identity", "threads", "throws"]
[[on]]
name = "refers-to-anything"
runtimes = ["deno"]
because = "Deno's napi_create_reference takes what is no object, so that the value that was thrown is known"
---*/
import {
  failWithThrown,
  passThrown,
  rethrow,
  rethrowAsTypeError,
  rethrowClone,
  rethrowCreated,
  rethrowFromTask,
  rethrowFromThread,
  rethrowFromThreadsafe,
} from '#addon';

class OwnError extends Error {
  own = 'property';
}
function failing() {
  throw new Error('another error');
}
const describe = (value) => (value instanceof Error ? `${value.name} ${value.code}: ${value.message}` : value);
const values = {
  'an Error': new Error('an error'),
  'an OwnError with a cause': new OwnError('own', { cause: new Error('a cause') }),
  'an error of another realm': (await import('node:vm')).runInNewContext('new Error("elsewhere")'),
  'a frozen Error': Object.freeze(new Error('frozen')),
  'an Error without text': Object.assign(new Error(), { toString: failing, name: Symbol('no text') }),
  'an object': { any: 'object' },
  'a string': 'text',
};
const ways = {
  rethrow,
  rethrowClone,
  rethrowCreated,
  rethrowAsTypeError,
  rethrowFromThread,
  rethrowFromTask,
  rethrowFromThreadsafe,
  passThrown: (throwing) => new Promise((_, reject) => passThrown(throwing, reject)),
  failWithThrown: (throwing) => new Promise((_, reject) => failWithThrown(throwing, reject)),
};

for (const [what, value] of Object.entries(values)) {
  console.log(what);
  for (const [name, way] of Object.entries(ways)) {
    try {
      await way(() => {
        throw value;
      });
      console.log(`  ${name}: nothing thrown`);
    } catch (caught) {
      console.log(`  ${name}:`, caught === value ? 'the same' : describe(caught));
    }
  }
}

// Function::call follows causes without end: misuse/cyclic_cause.
const cyclic = new Error('its own cause');
cyclic.cause = cyclic;
await rethrowFromThreadsafe(() => {
  throw cyclic;
}).catch((caught) => console.log('its own cause, rethrowFromThreadsafe:', caught === cyclic));
