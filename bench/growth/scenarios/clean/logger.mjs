/*---
summary = "Leaks nothing: logger"
[growth]
---*/
import { releaseThreadsafeFunction } from '#addon';
import { iterate } from '#harness';

await iterate(() => releaseThreadsafeFunction(() => {}));
