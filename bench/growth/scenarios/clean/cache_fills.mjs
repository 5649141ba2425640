/*---
summary = "Leaks nothing: cache fills"
[growth]
---*/
const cache = new Map();
import { iterate } from '#harness';

await iterate((i) => cache.set(i % 300, { i }));
