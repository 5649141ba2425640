/*---
summary = "Leaks nothing: callback"
[growth]
---*/
import { processUserData } from '#addon';
import { iterate } from '#harness';

await iterate((i) => processUserData(`u${i}`, (n) => n));
