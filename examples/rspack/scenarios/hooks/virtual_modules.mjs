/*---
summary = "VirtualModulesPlugin serves modules from memory, also those that a hook writes while the build runs"
shows = ["VirtualModulesPlugin", "finishMake"]
tags = ["hooks"]
---*/
import { readFileSync } from 'node:fs';
import { rspack } from '@rspack/core';
import { mustCall } from '#harness';
import { build, close, compilerWith, withHook } from '../fixtures/project.mjs';

const virtual = new rspack.experiments.VirtualModulesPlugin({
  'src/entry.js': "import text from './text.js'; console.log(text);",
});
const write = mustCall(async () => virtual.writeModule('src/text.js', "export default 'from memory';"));

const compiler = compilerWith((compiler) => {
  virtual.apply(compiler);
  withHook(compiler, 'make', (hook) => hook.tapPromise('writes', write));
});
const stats = await build(compiler);
console.log('errors:', stats.hasErrors());
console.log(readFileSync('dist/main.js', 'utf8').match(/'from .*'/)?.[0]);
await close(compiler);
