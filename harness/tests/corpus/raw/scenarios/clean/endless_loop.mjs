/*---
summary = "A loop in native code reaches its end"
---*/
import { spin } from '#addon';

console.log(spin(1000));
