/*---
summary = "A ThreadsafeFunction is never released"
timeout = "3s"
---*/
import { subscribe } from '#addon';

subscribe(() => {}); // place: never_released
