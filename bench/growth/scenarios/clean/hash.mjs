/*---
summary = "Leaks nothing: hash"
[growth]
---*/
import { createHash } from 'node:crypto';
import { iterate } from '#harness';

await iterate(() => createHash('sha256').update('x').digest('hex'));
