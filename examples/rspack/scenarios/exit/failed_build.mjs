/*---
summary = "A build with errors in its modules calls run back without an error, only stats knows; with bail it calls back with the first one. The process exits with code 0, with or without close()"
shows = ["run", "stats", "bail", "close"]
tags = ["errors", "exit"]
[variants]
bail = [true, false]
close = [true, false]
---*/
import { writeFileSync } from 'node:fs';
import { variant } from '#harness';
import { build, close, compilerWith, textOf } from '../fixtures/project.mjs';

const compiler = compilerWith(() => {}, { bail: variant.bail });
writeFileSync('project/src/entry.js', "import './nowhere.js';");
try {
  const stats = await build(compiler);
  console.log('run called back without an error; in stats:', stats.compilation.errors.map(textOf));
} catch (error) {
  console.log('run called back with an error:', textOf(error));
}
if (variant.close) await close(compiler);
