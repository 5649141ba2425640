/*---
summary = "Leaks nothing: promise"
[growth]
---*/
import { iterate } from '#harness';

await iterate(() => Promise.resolve(1).then((x) => x + 1));
