/*---
summary = "A buffer that is dropped is released"
shows = ["releaseBuffer"]
tags = ["growth"]
timeout = "60s"
[growth]
iterations = 2000
---*/
import { releaseBuffer } from '#addon';
import { iterate } from '#harness';

await iterate(() => releaseBuffer(1024));
