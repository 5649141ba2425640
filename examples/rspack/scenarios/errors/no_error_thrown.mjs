/*---
summary = "A string or number that a hook throws loses its text, an object with a message keeps it; a hook that throws undefined counts as one that succeeded"
shows = ["run", "make"]
tags = ["errors"]
[variants]
thrown = ["string", "number", "undefined", "object"]
---*/
import { mustCall, variant } from '#harness';
import { build, compilerWith, textOf } from '../fixtures/project.mjs';

const thrown = { string: 'out of paper', number: 42, undefined, object: { message: 'out of paper' } }[variant.thrown];
const fail = mustCall(async () => {
  throw thrown;
});
const compiler = compilerWith(({ hooks }) => hooks.make.tapPromise('faulty', fail));
try {
  const stats = await build(compiler);
  console.log('the build succeeded, with errors:', stats.hasErrors());
} catch (error) {
  console.log(textOf(error));
}
