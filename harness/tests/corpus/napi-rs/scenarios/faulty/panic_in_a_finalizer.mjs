/*---
summary = "A file that nobody closed is collected, and its destructor panics"
---*/
import { open } from '#addon';
import { gc } from '#harness';

open(); // place: panic_in_a_finalizer
await gc();
console.log('collected');
