/*---
summary = "Each further build of one compiler, as in watch mode, leaves an interceptor of the hook thisCompilation behind: an object of some 112 bytes"
shows = ["run", "thisCompilation"]
tags = ["growth", "leak"]
timeout = "60s"
[growth]
iterations = 40
leaks = ["heap"]
---*/
import { iterate } from '#harness';
import { build, compilerWith } from '../fixtures/project.mjs';

const compiler = compilerWith();
await iterate(() => build(compiler));
