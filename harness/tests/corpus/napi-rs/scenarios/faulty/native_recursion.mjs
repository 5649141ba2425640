/*---
summary = "A recursion in native code has no end"
---*/
import { depthOfTree } from '#addon';

console.log(depthOfTree(1e9)); // place: native_recursion
