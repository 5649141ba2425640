/*---
summary = "Leaks nothing: immediate"
[growth]
---*/
import { iterate } from '#harness';

await iterate(() => new Promise((r) => setImmediate(r)));
