/*---
summary = "Each call keeps one closure in a Map"
[growth]
---*/
const m = new Map();
import { iterate } from '#harness';

await iterate((i) => m.set(i, () => i));
