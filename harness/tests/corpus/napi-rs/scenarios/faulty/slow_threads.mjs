/*---
summary = "Three threads work for longer than the timeout while JavaScript waits for them"
timeout = "2s"
---*/
import { transformOnThreads } from '#addon';

transformOnThreads(6000, () => console.log('transformed')); // place: slow_threads
