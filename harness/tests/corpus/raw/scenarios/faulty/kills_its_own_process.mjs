/*---
summary = "Native code sends SIGTERM to its own process"
---*/
import { signal } from '#addon';

signal(15); // place: kills_its_own_process
setTimeout(() => console.log('still here'), 100);
