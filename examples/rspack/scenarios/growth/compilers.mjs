/*---
summary = "Each compiler that has built leaves three references behind, closed or not: a value with a finalizer for each of three functions that all compilers share"
shows = ["run", "close"]
tags = ["growth", "leak"]
# Counting collects garbage after forty of the builds.
timeout = "60s"
[variants]
close = [true, false]
[growth]
iterations = 80
leaks = ["references"]
---*/
import { iterate, variant } from '#harness';
import { build, close, compilerWith } from '../fixtures/project.mjs';

await iterate(async () => {
  const compiler = compilerWith();
  await build(compiler);
  if (variant.close) await close(compiler);
});
