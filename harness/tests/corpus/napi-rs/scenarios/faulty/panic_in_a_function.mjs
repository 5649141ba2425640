/*---
summary = "A function panics on an index out of bounds"
---*/
import { item } from '#addon';

console.log(item(3)); // place: panic_in_a_function
