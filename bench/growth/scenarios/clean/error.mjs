/*---
summary = "Leaks nothing: error"
[growth]
---*/
import { iterate } from '#harness';

await iterate(() => { try { throw new Error('x'); } catch {} });
