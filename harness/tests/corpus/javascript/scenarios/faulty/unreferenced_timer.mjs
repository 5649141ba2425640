/*---
summary = "A timer that does not keep the process alive never fires"
---*/
import { mustCall } from '#harness';

setTimeout(mustCall(() => console.log('saved')), 300).unref(); // place: unreferenced_timer
