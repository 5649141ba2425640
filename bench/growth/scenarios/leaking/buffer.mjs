/*---
summary = "Each call leaks one buffer of 1024 bytes"
[growth]
---*/
import { leakBuffer } from '#addon';
import { iterate } from '#harness';

await iterate(() => leakBuffer(1024));
