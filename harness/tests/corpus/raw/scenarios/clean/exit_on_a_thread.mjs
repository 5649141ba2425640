/*---
summary = "A native thread ends by itself"
---*/
import { fail } from '#addon';

console.log('begin');
fail(0);
