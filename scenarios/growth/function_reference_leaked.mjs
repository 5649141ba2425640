/*---
summary = "A forgotten FunctionRef keeps its function: one reference leaks per call"
shows = ["leakFunctionRef"]
tags = ["growth", "leak"]
[growth]
leaks = ["references"]
---*/
import { leakFunctionRef } from '#addon';
import { iterate } from '#harness';

await iterate(() => leakFunctionRef(() => {}));
