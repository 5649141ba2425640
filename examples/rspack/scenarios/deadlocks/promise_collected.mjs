/*---
summary = "When V8 collects the promise of a hook or loader that nobody can settle any more, some 8 seconds later if the process is idle, the build fails with `oneshot canceled`"
shows = ["run", "make", "processAssets", "loader"]
tags = ["errors", "exit", "gc"]
[variants]
where = ["make", "processAssets", "loader"]
---*/
import { gc, mustCall, record, variant } from '#harness';
import { build, compilerWith, fixture, textOf, withHook } from '../fixtures/project.mjs';

const { where } = variant;
let collecting = true;
async function collect() {
  record('waiting', { in: where });
  while (collecting) await gc();
}
globalThis.waiting = mustCall(() => void setImmediate(collect));

const compiler = compilerWith(
  (compiler) => {
    if (where === 'loader') return;
    withHook(compiler, where, (hook) =>
      hook.tapPromise('waits', () => {
        globalThis.waiting();
        return new Promise(() => {});
      }),
    );
  },
  { module: { rules: where === 'loader' ? [{ test: /greeting/, use: fixture('silent_loader.cjs') }] : [] } },
);
try {
  const stats = await build(compiler);
  console.log('run called back without an error; in stats:', stats.compilation.errors.map(textOf));
} catch (error) {
  console.log('run called back with an error:', textOf(error));
}
collecting = false;
