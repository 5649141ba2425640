/*---
summary = "Each call keeps one promise"
[growth]
---*/
const p = [];
import { iterate } from '#harness';

await iterate(() => p.push(new Promise(() => {})));
