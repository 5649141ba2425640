/*---
summary = "Leaks nothing: stat"
[growth]
---*/
import { statSync } from 'node:fs';
import { iterate } from '#harness';

await iterate(() => statSync('.'));
