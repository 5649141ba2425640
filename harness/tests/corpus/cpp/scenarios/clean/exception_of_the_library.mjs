/*---
summary = "std::vector::at has such an item"
---*/
import addon from '#addon';

console.log(addon.itemAt(1));
