/*---
summary = "A panic is caught, and something else crashes later"
---*/
import { guardedItem, readCell } from '#addon';

try {
  guardedItem(3);
} catch (error) {
  console.log('caught', error.message);
}
console.log(readCell(64)); // place: crash_after_a_caught_panic
