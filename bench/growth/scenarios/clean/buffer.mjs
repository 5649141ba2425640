/*---
summary = "Leaks nothing: buffer"
[growth]
---*/
import { iterate } from '#harness';

await iterate(() => Buffer.alloc(10000));
