/*---
summary = "A closed file is read"
---*/
import { close, open, read } from '#addon';

const file = open();
close(file);
console.log(read(file)); // place: use_after_free
