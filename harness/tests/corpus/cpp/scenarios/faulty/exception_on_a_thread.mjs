/*---
summary = "A thread throws, and nobody catches it there"
---*/
import addon from '#addon';

addon.parseOnThread(''); // place: exception_on_a_thread
