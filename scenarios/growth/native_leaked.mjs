/*---
summary = "A leak of 256 bytes of native memory per call is found"
shows = ["leakNative"]
tags = ["growth", "leak"]
timeout = "60s"
[growth]
iterations = 60000
leaks = ["native"]
---*/
import { leakNative } from '#addon';
import { iterate } from '#harness';

await iterate(() => leakNative(256));
