/*---
summary = "Leaks nothing: random"
[growth]
---*/
import { randomBytes } from 'node:crypto';
import { iterate } from '#harness';

await iterate(() => randomBytes(64));
