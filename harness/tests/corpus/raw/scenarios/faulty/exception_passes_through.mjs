/*---
summary = "A callback throws through the native function that called it"
---*/
import { emit } from '#addon';

emit(() => {
  throw new RangeError('out of range'); // place: exception_passes_through
});
