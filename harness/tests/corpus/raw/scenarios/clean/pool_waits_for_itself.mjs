/*---
summary = "Four jobs wait for each other on four threads"
---*/
import { computeTogether } from '#addon';

computeTogether(4).then(() => console.log('computed'));
