/*---
summary = "A FunctionRef that is forgotten keeps its function: a reference a call leaks"
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
