/*---
summary = "A function gets its argument"
---*/
import { open, readUnchecked } from '#addon';

console.log(readUnchecked(open()));
