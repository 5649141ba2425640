/*---
summary = "A thread in a static variable is joined before the process exits"
---*/
import addon from '#addon';

addon.startBackground();
addon.stopBackground();
console.log('the last line');
