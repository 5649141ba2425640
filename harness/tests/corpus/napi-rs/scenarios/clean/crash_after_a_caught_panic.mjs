/*---
summary = "An error is caught, and everything else works"
---*/
import { checkedItem, readCell } from '#addon';

try {
  checkedItem(3);
} catch (error) {
  console.log('caught', error.message);
}
console.log(readCell(0));
