/*---
summary = "Native code asks whether its own process is there"
---*/
import { signal } from '#addon';

signal(0);
setTimeout(() => console.log('still here'), 100);
