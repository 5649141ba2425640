/*---
summary = "Work on the pool finds its lock free"
---*/
import addon from '#addon';

addon.lookUp(() => console.log('looked up'), false);
