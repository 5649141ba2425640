/*---
summary = "A finalizer has nothing to say"
---*/
import { finalizeWith } from '#addon';
import { gc } from '#harness';

finalizeWith(0);
await gc();
console.log('collected');
