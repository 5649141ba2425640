/*---
summary = "A callback throws through the native function that called it, and the caller catches it"
---*/
import { emit } from '#addon';

try {
  emit(() => {
    throw new RangeError('out of range');
  });
} catch (error) {
  console.log('caught', error.message);
}
