/*---
summary = "A forgotten ThreadsafeFunction leaks an event-loop handle, even if it is weak"
shows = ["leakThreadsafeFunction"]
tags = ["growth", "leak"]
runtimes = { only = ["node"], because = "Bun and Deno do not tell their handles" }
[growth]
iterations = 500
leaks = ["handles"]
---*/
import { leakThreadsafeFunction } from '#addon';
import { iterate } from '#harness';

await iterate(() => leakThreadsafeFunction(() => {}));
