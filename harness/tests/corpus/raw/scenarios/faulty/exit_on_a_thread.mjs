/*---
summary = "A native thread ends the process with code 3"
---*/
import { fail } from '#addon';

console.log('begin');
fail(1); // place: exit_on_a_thread
