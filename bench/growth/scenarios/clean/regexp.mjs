/*---
summary = "Leaks nothing: regexp"
[growth]
---*/
import { iterate } from '#harness';

await iterate((i) => /a(\d+)b/.exec(`a${i}b`));
