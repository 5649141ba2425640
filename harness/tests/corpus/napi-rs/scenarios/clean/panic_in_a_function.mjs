/*---
summary = "A function is asked for an item that there is"
---*/
import { item } from '#addon';

console.log(item(2));
