/*---
summary = "Leaks nothing: read file"
[growth]
---*/
import { readFile } from 'node:fs/promises';
import { iterate } from '#harness';

await iterate(() => readFile(new URL(import.meta.url)));
