/*---
summary = "Threads at work call back in time"
---*/
import { transformOnThreads } from '#addon';

transformOnThreads(800, () => console.log('transformed'));
