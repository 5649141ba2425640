/*---
summary = "A lock is held while JavaScript is called, and JavaScript calls back for the same lock"
timeout = "3s"
---*/
import { increment, visitLocked } from '#addon';

visitLocked(() => increment()); // place: lock_over_call
