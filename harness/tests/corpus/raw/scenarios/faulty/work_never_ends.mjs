/*---
summary = "Work on the pool waits for a signal that nobody sends"
timeout = "3s"
---*/
import { compute } from '#addon';

compute(2).then(() => console.log('computed')); // place: work_never_ends
