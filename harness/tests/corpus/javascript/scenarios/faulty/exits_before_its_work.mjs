/*---
summary = "The program exits while a file is still to be written"
---*/
import { writeFile } from 'node:fs/promises';
import { mustCall } from '#harness';

writeFile('report.txt', 'all is well').then(mustCall(() => console.log('written')));
process.exit(0); // place: exits_before_its_work
