/*---
summary = "readResource, with which webpack's plugins load modules of a scheme of their own, can be tapped and is never called: only resolveForScheme is, and the build ends with an error in stats"
shows = ["resolveForScheme", "readResource"]
tags = ["hooks"]
---*/
import { rspack } from '@rspack/core';
import { mustCall, mustNotCall } from '#harness';
import { build, close, compilerWith, textOf } from '../fixtures/project.mjs';

const compiler = compilerWith(
  (compiler) => {
    compiler.hooks.compilation.tap('memory', (compilation, { normalModuleFactory }) => {
      normalModuleFactory.hooks.resolveForScheme.for('memory').tap('memory', mustCall(() => true));
      const { readResource } = rspack.NormalModule.getCompilationHooks(compilation);
      readResource.for('memory').tapPromise('memory', mustNotCall('readResource'));
    });
  },
  { entry: 'memory:entry' },
);
const stats = await build(compiler);
for (const error of stats.compilation.errors) console.log(textOf(error));
await close(compiler);
