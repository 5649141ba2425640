/*---
summary = "Leaks nothing: json"
[growth]
---*/
import { iterate } from '#harness';

await iterate((i) => JSON.parse(JSON.stringify({ i, a: [1, 2, 3] })));
