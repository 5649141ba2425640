/*---
summary = "A timer keeps the process alive until it fires"
---*/
import { mustCall } from '#harness';

setTimeout(mustCall(() => console.log('saved')), 300);
