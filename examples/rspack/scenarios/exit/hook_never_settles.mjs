/*---
summary = "A hook of JavaScript's own that never settles lets the process exit with code 0 without a word, and run never calls back"
shows = ["run", "beforeRun", "done"]
tags = ["exit"]
[variants]
hook = ["beforeRun", "done"]
---*/
import { mustCall, mustNotCall, variant } from '#harness';
import { compilerWith } from '../fixtures/project.mjs';

const compiler = compilerWith(({ hooks }) => {
  hooks[variant.hook].tapPromise('waits', mustCall(() => new Promise(() => {})));
});
compiler.run(mustNotCall("run's callback"));
