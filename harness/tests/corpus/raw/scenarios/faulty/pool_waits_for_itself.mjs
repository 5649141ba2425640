/*---
summary = "Five jobs wait for each other, and the pool has four threads"
timeout = "3s"
---*/
import { computeTogether } from '#addon';

computeTogether(5).then(() => console.log('computed')); // place: pool_waits_for_itself
