/*---
summary = "A forgotten ThreadsafeFunction leaks an event-loop handle, even if it is weak"
shows = ["leakThreadsafeFunction"]
tags = ["growth", "leak"]
[growth]
iterations = 500
leaks = ["handles"]
---*/
import { leakThreadsafeFunction } from '#addon';
import { iterate } from '#harness';

await iterate(() => leakThreadsafeFunction(() => {}));
