/*---
summary = "Leaks nothing: closure"
[growth]
---*/
import { iterate } from '#harness';

await iterate((i) => [1, 2, 3].map((x) => x + i));
