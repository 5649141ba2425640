/*---
summary = "A synchronous function takes its time"
---*/
import { compress } from '#addon';

console.log(compress(300) > 0);
