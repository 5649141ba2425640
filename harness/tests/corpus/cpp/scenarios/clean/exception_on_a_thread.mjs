/*---
summary = "A thread parses"
---*/
import addon from '#addon';

addon.parseOnThread('text');
console.log('parsed');
