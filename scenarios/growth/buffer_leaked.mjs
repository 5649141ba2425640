/*---
summary = "A buffer that native code keeps leaks its memory"
shows = ["leakBuffer"]
tags = ["growth", "leak"]
[growth]
leaks = ["external"]
---*/
import { leakBuffer } from '#addon';
import { iterate } from '#harness';

await iterate(() => leakBuffer(1024));
