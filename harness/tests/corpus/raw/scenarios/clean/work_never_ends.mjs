/*---
summary = "Work on the pool has all it needs"
---*/
import { compute } from '#addon';

compute(1).then(() => console.log('computed'));
