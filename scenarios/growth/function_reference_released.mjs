/*---
summary = "A FunctionRef that is dropped releases its function"
shows = ["releaseFunctionRef"]
tags = ["growth"]
timeout = "60s"
[growth]
iterations = 2000
---*/
import { releaseFunctionRef } from '#addon';
import { iterate } from '#harness';

await iterate(() => releaseFunctionRef(() => {}));
