/*---
summary = "Work that takes most of the timeout ends"
---*/
import { compress } from '#addon';

console.log(compress(1000) > 0);
