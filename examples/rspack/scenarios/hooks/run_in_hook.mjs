/*---
summary = "run in a hook of the same compiler calls back at once with an error, and the build goes on; when it has called back, run builds again"
shows = ["run", "make"]
tags = ["hooks", "errors"]
---*/
import { mustCall } from '#harness';
import { build, close, compilerWith } from '../fixtures/project.mjs';

const runs = mustCall(async () => {
  await build(compiler).catch((error) => console.log('run in the hook:', error.message));
});
const compiler = compilerWith(({ hooks }) => {
  let builds = 0;
  hooks.make.tapPromise('runs', async () => (++builds === 1 ? runs() : undefined));
});
for (const turn of ['first', 'second']) console.log(turn, 'run, errors:', (await build(compiler)).hasErrors());
await close(compiler);
