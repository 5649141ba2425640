/*---
summary = "A finalizer throws"
---*/
import { finalizeWith } from '#addon';
import { gc } from '#harness';

finalizeWith(1); // place: throw_in_a_finalizer
await gc();
