/*---
summary = "An Error of a hook that JavaScript calls is the one that run calls back with; from a hook that Rust calls it is another Error, with its text and no cause; from beforeResolve that is in stats"
shows = ["run", "stats"]
tags = ["errors", "exit"]
[variants]
hook = ["beforeRun", "make", "beforeResolve", "processAssets", "done"]
how = ["throws", "rejects"]
---*/
import { mustCall, variant } from '#harness';
import { build, compilerWith, textOf, withHook } from '../fixtures/project.mjs';

const thrown = new TypeError('broken', { cause: new RangeError('the cause') });
thrown.code = 'MY_CODE';

const fail = mustCall(function broken() {
  if (variant.how === 'rejects') return Promise.reject(thrown);
  throw thrown;
});
const compiler = compilerWith((compiler) =>
  withHook(compiler, variant.hook, (hook) => {
    if (variant.how === 'rejects') hook.tapPromise('faulty', fail);
    else hook.tap('faulty', fail);
  }),
);

function told(error) {
  const { name, code, cause } = error;
  console.log('the same object:', error === thrown);
  console.log({ class: error.constructor.name, name, text: textOf(error), code, cause: cause?.message });
}

try {
  const stats = await build(compiler);
  console.log('run called back without an error; in stats:');
  stats.compilation.errors.forEach(told);
} catch (error) {
  console.log('run called back with an error:');
  told(error);
}
