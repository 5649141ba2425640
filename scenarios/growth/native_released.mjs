/*---
summary = "Releasing 256 bytes of native memory per call is not a leak"
shows = ["releaseNative"]
tags = ["growth"]
[growth]
---*/
import { releaseNative } from '#addon';
import { iterate } from '#harness';

await iterate(() => releaseNative(256));
