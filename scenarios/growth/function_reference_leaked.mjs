/*---
summary = "A forgotten FunctionRef keeps its function: one reference leaks per call"
shows = ["leakFunctionRef"]
tags = ["growth", "leak"]
runtimes = { only = ["node", "deno"], because = "Bun does not tell its references" }
[growth]
leaks = ["references"]
---*/
import { leakFunctionRef } from '#addon';
import { iterate } from '#harness';

await iterate(() => leakFunctionRef(() => {}));
