/*---
summary = "A cleanup hook flushes its log"
---*/
import { cleanUpAtExit } from '#addon';

cleanUpAtExit(0, () => console.log('registered'));
