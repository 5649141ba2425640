/*---
summary = "Each call leaks 4096 bytes of native memory"
[growth]
leaks = ["native"]
---*/
import { leakNative } from '#addon';
import { iterate } from '#harness';

await iterate(() => leakNative(4096));
