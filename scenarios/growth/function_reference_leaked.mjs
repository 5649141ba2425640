/*---
summary = "A forgotten FunctionRef keeps its function: one reference leaks per call"
shows = ["leakFunctionRef"]
tags = ["growth", "leak"]
timeout = "60s"
[growth]
iterations = 2000
leaks = ["references"]
---*/
import { leakFunctionRef } from '#addon';
import { iterate } from '#harness';

await iterate(() => leakFunctionRef(() => {}));
