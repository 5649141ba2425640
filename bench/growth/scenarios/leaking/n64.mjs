/*---
summary = "Each call leaks 64 bytes of native memory"
[growth]
---*/
import { leakNative } from '#addon';
import { iterate } from '#harness';

await iterate(() => leakNative(64));
