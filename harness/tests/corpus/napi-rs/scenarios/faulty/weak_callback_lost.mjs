/*---
summary = "Nothing keeps the process alive until a weak ThreadsafeFunction is called"
---*/
import { callLaterWeakly } from '#addon';
import { mustCall } from '#harness';

callLaterWeakly(mustCall((ms) => console.log('called after', ms)), 300); // place: weak_callback_lost
