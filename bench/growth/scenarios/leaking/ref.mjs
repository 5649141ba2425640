/*---
summary = "Each call leaks one reference"
[growth]
---*/
import { leakFunctionRef } from '#addon';
import { iterate } from '#harness';

await iterate(() => leakFunctionRef(() => {}));
