/*---
summary = "A ThreadsafeFunction is released"
---*/
import { subscribe, unsubscribe } from '#addon';

subscribe(() => {});
unsubscribe();
