/*---
summary = "A buffer that native code keeps leaks its memory"
shows = ["leakBuffer"]
tags = ["growth", "leak"]
timeout = "60s"
[growth]
iterations = 2000
leaks = ["external"]
---*/
import { leakBuffer } from '#addon';
import { iterate } from '#harness';

await iterate(() => leakBuffer(1024));
