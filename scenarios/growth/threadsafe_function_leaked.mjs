/*---
summary = "A ThreadsafeFunction that is forgotten leaks a handle of the event loop, though it is weak"
shows = ["leakThreadsafeFunction"]
tags = ["growth", "leak"]
timeout = "60s"
[growth]
iterations = 500
leaks = ["handles"]
---*/
import { leakThreadsafeFunction } from '#addon';
import { iterate } from '#harness';

await iterate(() => leakThreadsafeFunction(() => {}));
