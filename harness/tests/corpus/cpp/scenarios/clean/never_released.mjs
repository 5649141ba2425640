/*---
summary = "A ThreadSafeFunction is released in its callback"
---*/
import addon from '#addon';

addon.watch(() => {
  console.log('changed');
  addon.unwatch();
});
