/*---
summary = "A thread in a static variable is destroyed when the process exits"
---*/
import addon from '#addon';

addon.startBackground(); // place: static_thread_at_exit
console.log('the last line');
