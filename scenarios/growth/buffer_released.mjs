/*---
summary = "A buffer that is dropped is released"
shows = ["releaseBuffer"]
tags = ["growth"]
[growth]
---*/
import { releaseBuffer } from '#addon';
import { iterate } from '#harness';

await iterate(() => releaseBuffer(1024));
