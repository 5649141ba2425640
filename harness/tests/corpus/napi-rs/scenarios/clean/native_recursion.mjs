/*---
summary = "A recursion in native code ends"
---*/
import { depthOfTree } from '#addon';

console.log(depthOfTree(100));
