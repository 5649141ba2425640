/*---
summary = "A leak of 256 bytes of native memory per call is found"
shows = ["leakNative"]
tags = ["growth", "leak"]
[growth]
leaks = ["native"]
---*/
import { leakNative } from '#addon';
import { iterate } from '#harness';

await iterate(() => leakNative(256));
