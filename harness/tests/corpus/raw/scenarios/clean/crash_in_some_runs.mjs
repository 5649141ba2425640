/*---
summary = "No run crashes"
repeat = 20
---*/
import { sometimes } from '#addon';

console.log(sometimes(0));
