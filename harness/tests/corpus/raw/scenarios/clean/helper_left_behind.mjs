/*---
summary = "Native code waits for its helper"
---*/
import { spawnHelper } from '#addon';

spawnHelper(50, 1);
console.log('done');
