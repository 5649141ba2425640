/*---
summary = "Two files are closed once each"
---*/
import { close, open } from '#addon';

const files = [open(), open()];
for (const file of files) close(file);
console.log('closed');
