/*---
summary = "Each call keeps one promise"
[growth]
leaks = ["heap"]
---*/
const p = [];
import { iterate } from '#harness';

await iterate(() => p.push(new Promise(() => {})));
