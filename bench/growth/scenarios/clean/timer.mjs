/*---
summary = "Leaks nothing: timer"
[growth]
---*/
import { iterate } from '#harness';

await iterate(() => new Promise((r) => setTimeout(r, 0)));
