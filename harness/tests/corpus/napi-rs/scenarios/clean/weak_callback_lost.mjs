/*---
summary = "A strong ThreadsafeFunction keeps the process alive until it is called"
---*/
import { callLater } from '#addon';
import { mustCall } from '#harness';

callLater(mustCall((ms) => console.log('called after', ms)), 300);
