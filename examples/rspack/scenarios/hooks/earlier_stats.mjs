/*---
summary = "A build makes the stats of the compiler's build before it unusable: reading them throws an error that says so"
shows = ["stats", "run"]
tags = ["hooks", "errors"]
---*/
import { build, close, compilerWith } from '../fixtures/project.mjs';

const compiler = compilerWith();
const stats = await build(compiler);
console.log('modules:', stats.compilation.modules.size);
await build(compiler);
try {
  console.log('modules:', stats.compilation.modules.size);
} catch (error) {
  console.log(error.message.replace(/\d+/, 'N'));
}
await close(compiler);
