/*---
summary = "Each call leaks one handle"
[growth]
iterations = 300
---*/
import { leakThreadsafeFunction } from '#addon';
import { iterate } from '#harness';

await iterate(() => leakThreadsafeFunction(() => {}));
