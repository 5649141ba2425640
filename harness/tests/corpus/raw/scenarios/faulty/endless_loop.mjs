/*---
summary = "A loop in native code never reaches its end"
timeout = "2s"
---*/
import { spin } from '#addon';

console.log(spin(0)); // place: endless_loop
