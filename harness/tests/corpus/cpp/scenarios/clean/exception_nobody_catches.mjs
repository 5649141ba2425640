/*---
summary = "A native function throws to JavaScript, and the caller catches it"
---*/
import addon from '#addon';

try {
  console.log(addon.checkedItemAt(5));
} catch (error) {
  console.log('caught', error.message);
}
