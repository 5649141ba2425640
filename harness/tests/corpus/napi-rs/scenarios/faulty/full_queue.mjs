/*---
summary = "The JavaScript thread waits for room in a queue that only it can empty"
timeout = "3s"
---*/
import { notifyTwice } from '#addon';

notifyTwice((n) => console.log(n), true); // place: full_queue
