/*---
summary = "A ThreadsafeFunction that is dropped leaves no handle"
shows = ["releaseThreadsafeFunction"]
tags = ["growth"]
[growth]
iterations = 500
---*/
import { releaseThreadsafeFunction } from '#addon';
import { iterate } from '#harness';

await iterate(() => releaseThreadsafeFunction(() => {}));
