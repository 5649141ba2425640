/*---
summary = "A native function throws to JavaScript, and nobody catches it"
---*/
import addon from '#addon';

console.log(addon.checkedItemAt(5)); // place: exception_nobody_catches
