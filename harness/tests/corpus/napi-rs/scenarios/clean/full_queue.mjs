/*---
summary = "The JavaScript thread calls through a queue without a limit"
---*/
import { notifyTwice } from '#addon';

notifyTwice((n) => console.log(n), false);
