/*---
summary = "Compilers that never build leave nothing behind, closed and collected"
shows = ["rspack", "close"]
tags = ["growth"]
[growth]
iterations = 40
---*/
import { iterate } from '#harness';
import { close, compilerWith } from '../fixtures/project.mjs';

await iterate(() => close(compilerWith()));
