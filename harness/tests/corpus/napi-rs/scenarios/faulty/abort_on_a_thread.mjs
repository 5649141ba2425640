/*---
summary = "A thread finds its state broken and aborts"
---*/
import { checkState } from '#addon';

checkState(true); // place: abort_on_a_thread
