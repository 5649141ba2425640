/*---
summary = "Hooks of compiler, compilation and module factory, and a loader, are called in order; shutdown only if close() is called, and the process exits without it, too"
shows = ["Compiler", "Compilation", "NormalModuleFactory", "run", "close"]
tags = ["hooks", "loader", "exit"]
[variants]
close = [true, false]
---*/
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { record, variant } from '#harness';
import { build, close, compilerWith, fixture, withHook } from '../fixtures/project.mjs';

const sync = ['compile', 'thisCompilation', 'buildModule', 'succeedModule', 'seal', 'afterDone'];
const async = [
  ...['beforeRun', 'run', 'beforeCompile', 'make', 'beforeResolve', 'afterResolve', 'finishMake', 'finishModules'],
  ...['processAssets', 'afterCompile', 'emit', 'assetEmitted', 'afterEmit', 'done', 'shutdown'],
];

/** Notes a call, and the file that it is about, if it is about one. */
function note(name, argument) {
  const file = argument?.request ?? argument?.resource ?? argument;
  record(name, typeof file === 'string' ? basename(file) : undefined);
}

const compiler = compilerWith(
  (compiler) => {
    for (const name of sync) withHook(compiler, name, (hook) => hook.tap('told', (argument) => note(name, argument)));
    for (const name of async) {
      withHook(compiler, name, (hook) =>
        hook.tapPromise('told', async (argument) => {
          await null;
          note(name, argument);
        }),
      );
    }
  },
  { module: { rules: [{ test: /greeting/, use: fixture('replacing_loader.cjs') }] } },
);
const stats = await build(compiler);
console.log('errors:', stats.hasErrors());
console.log('emitted:', readFileSync('dist/main.js', 'utf8').match(/'(.* day)'/)[1]);
if (variant.close) await close(compiler);
