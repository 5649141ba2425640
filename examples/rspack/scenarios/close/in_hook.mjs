/*---
summary = "close() in a hook that does not wait for it ends the compiler after the build, and the hook done may even await it"
shows = ["close", "make", "done"]
tags = ["hooks", "exit"]
[variants]
how = ["make", "emit", "done-awaits"]
---*/
import { mustCall, record, variant } from '#harness';
import { build, close, compilerWith } from '../fixtures/project.mjs';

const [hook, awaits] = variant.how.split('-');
const compiler = compilerWith(({ hooks }) => {
  const closes = mustCall(async () => {
    record('closing', { in: hook });
    const closed = close(compiler).then(() => record('closed'));
    if (awaits) await closed;
  });
  hooks[hook].tapPromise('closes', closes);
});
const stats = await build(compiler);
record('run called back', { errors: stats.hasErrors() });
