/*---
summary = "std::vector::at throws, and nothing turns it into a JavaScript exception"
---*/
import addon from '#addon';

try {
  console.log(addon.itemAt(5)); // place: exception_of_the_library
} catch (error) {
  console.log('caught', error.message);
}
