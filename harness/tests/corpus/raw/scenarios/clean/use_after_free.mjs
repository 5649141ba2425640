/*---
summary = "A file is read before it is closed"
---*/
import { close, open, read } from '#addon';

const file = open();
console.log(read(file));
close(file);
