/*---
summary = "A thread panics, the addon goes on with a default and the process ends with 0"
---*/
import { parseOnThread } from '#addon';

console.log(parseOnThread('seven')); // place: panic_in_a_thread
