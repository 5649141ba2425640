/*---
summary = "The program exits when its file is written, on its last line"
---*/
import { writeFile } from 'node:fs/promises';
import { mustCall } from '#harness';

await writeFile('report.txt', 'all is well').then(mustCall(() => console.log('written')));
process.exit(0);
