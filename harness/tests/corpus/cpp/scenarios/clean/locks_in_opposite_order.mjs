/*---
summary = "Two threads take two locks without holding one for the other"
---*/
import addon from '#addon';

addon.transfer(true);
console.log('transferred');
