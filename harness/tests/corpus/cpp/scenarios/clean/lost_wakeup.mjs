/*---
summary = "A condition is looked at before anybody waits for it"
---*/
import addon from '#addon';

addon.waitUntilReady(true);
console.log('ready');
