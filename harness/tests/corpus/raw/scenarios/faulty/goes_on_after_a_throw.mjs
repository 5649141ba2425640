/*---
summary = "A function throws for want of an argument, and then uses it"
---*/
import { readUnchecked } from '#addon';

try {
  readUnchecked(); // place: goes_on_after_a_throw
} catch (error) {
  console.log('caught', error.message);
}
