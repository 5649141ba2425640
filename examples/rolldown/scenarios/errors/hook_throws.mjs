/*---
summary = "An Error thrown in a hook comes back as the same object, with plugin and hook added, in the errors of a wrapping one; from closeBundle it comes unwrapped"
shows = ["rolldown", "generate", "close"]
tags = ["errors", "exit"]
[variants]
hook = ["buildStart", "transform", "buildEnd", "generateBundle", "closeBundle"]
how = ["throws", "rejects"]
---*/
import { rolldown } from 'rolldown';
import { mustCall, variant } from '#harness';
import { virtual } from '../fixtures/virtual.mjs';

const { hook, how } = variant;
const thrown = new TypeError('broken', { cause: new RangeError('the cause') });
thrown.code = 'MY_CODE';

const fail = mustCall(function broken() {
  if (how === 'rejects') return Promise.reject(thrown);
  throw thrown;
});
const build = await rolldown({
  input: 'entry',
  plugins: [
    virtual({ entry: 'console.log(1)' }),
    // The filter, as else Rolldown's own runtime would be transformed too.
    { name: 'faulty', [hook]: hook === 'transform' ? { filter: { id: /^entry$/ }, handler: fail } : fail },
  ],
});

try {
  await build.generate();
  await build.close();
} catch (error) {
  const [first = error] = error.errors ?? [];
  const { plugin, hook, id, code, pluginCode, cause } = first;
  console.log('what came is the thrown one:', error === thrown);
  console.log('its first error is the thrown one:', error.errors?.[0] === thrown);
  console.log({ plugin, hook, id, code, pluginCode, cause: cause.message });
}
