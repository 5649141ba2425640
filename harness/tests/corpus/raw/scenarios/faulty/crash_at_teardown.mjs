/*---
summary = "A cleanup hook flushes a log that was never opened"
---*/
import { cleanUpAtExit } from '#addon';

cleanUpAtExit(1, () => console.log('registered')); // place: crash_at_teardown
