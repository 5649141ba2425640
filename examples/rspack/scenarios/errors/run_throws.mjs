/*---
summary = "An Error that the hook compile or normalModuleFactory throws comes out of run itself, which never calls back; the compiler counts as running for ever, and close() still ends it"
shows = ["run", "compile", "normalModuleFactory"]
tags = ["errors", "exit"]
[variants]
hook = ["compile", "normalModuleFactory"]
---*/
import { mustNotCall, variant } from '#harness';
import { build, close, compilerWith } from '../fixtures/project.mjs';

const thrown = new Error('broken');
const compiler = compilerWith(({ hooks }) => {
  hooks[variant.hook].tap('faulty', () => {
    throw thrown;
  });
});
try {
  compiler.run(mustNotCall("run's callback"));
} catch (error) {
  console.log('run threw; the same object:', error === thrown);
}
await build(compiler).catch((error) => console.log('the next run:', error.message));
await close(compiler);
console.log('closed');
