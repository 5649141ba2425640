/*---
summary = "A synchronous function works for longer than the timeout"
timeout = "2s"
---*/
import { compress } from '#addon';

console.log(compress(6000) > 0); // place: slow_work
