/*---
summary = "Leaks nothing: pbkdf2"
[growth]
---*/
import { pbkdf2 } from 'node:crypto';
import { iterate } from '#harness';

await iterate(() => new Promise((r) => pbkdf2('a', 'b', 10, 16, 'sha256', r)));
