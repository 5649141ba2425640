/*---
summary = "A synchronous call sleeps for a moment"
---*/
import addon from '#addon';

addon.convert(200, false);
console.log('converted');
