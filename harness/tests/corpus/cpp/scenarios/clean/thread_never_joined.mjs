/*---
summary = "A std::thread is joined before it is destroyed"
---*/
import addon from '#addon';

addon.index(true);
console.log('indexed');
