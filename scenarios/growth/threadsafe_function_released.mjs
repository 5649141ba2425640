/*---
summary = "A ThreadsafeFunction that is dropped leaves no handle"
shows = ["releaseThreadsafeFunction"]
tags = ["growth"]
timeout = "60s"
[growth]
iterations = 500
---*/
import { releaseThreadsafeFunction } from '#addon';
import { iterate } from '#harness';

await iterate(() => releaseThreadsafeFunction(() => {}));
