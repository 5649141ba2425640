/*---
summary = "A FunctionRef that is dropped releases its function"
shows = ["releaseFunctionRef"]
tags = ["growth"]
[growth]
---*/
import { releaseFunctionRef } from '#addon';
import { iterate } from '#harness';

await iterate(() => releaseFunctionRef(() => {}));
