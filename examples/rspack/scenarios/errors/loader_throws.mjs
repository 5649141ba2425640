/*---
summary = "What a loader throws is in stats as a ModuleBuildError with its text, without its code and cause; a thrown string, and an object without a name, cause errors of Rspack's own"
shows = ["loader", "stats"]
tags = ["errors", "loader", "exit"]
[variants]
thrown = ["error", "string", "object"]
how = ["throws", "rejects"]
---*/
import { variant } from '#harness';
import { build, compilerWith, fixture, textOf } from '../fixtures/project.mjs';

const rule = { test: /greeting/, use: [{ loader: fixture('failing_loader.cjs'), options: variant }] };
const stats = await build(compilerWith(() => {}, { module: { rules: [rule] } }));
for (const error of stats.compilation.errors) {
  const { name, code, cause, module } = error;
  console.log({ name, text: textOf(error), code, cause, module: module.constructor.name });
}
