/*---
summary = "@swc/core transforms a line of code"
[growth]
---*/
import { transform } from '@swc/core';
import { iterate } from '#harness';

await iterate(() => transform('const a = (b) => b ?? 1;', { jsc: { target: 'es5' } }));
