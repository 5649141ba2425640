/*---
summary = "Three threads work while JavaScript waits for them"
---*/
import { transformOnThreads } from '#addon';

transformOnThreads(300, () => console.log('transformed'));
