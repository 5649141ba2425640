/*---
summary = "A ThreadSafeFunction is never released"
timeout = "3s"
---*/
import addon from '#addon';

addon.watch(() => console.log('changed')); // place: never_released
