/*---
summary = "A synchronous function waits for the answer of a callback that only the waiting thread can run"
timeout = "3s"
---*/
import { askAndWait } from '#addon';

console.log(askAndWait((n) => n + 1)); // place: waits_for_its_own_callback
