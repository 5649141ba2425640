/*---
summary = "Each call leaks one reference"
[growth]
leaks = ["references"]
---*/
import { leakFunctionRef } from '#addon';
import { iterate } from '#harness';

await iterate(() => leakFunctionRef(() => {}));
