/*---
summary = "A notification never arrives before its delay has passed, whether long or short"
shows = ["scheduleNotification"]
tags = ["timers"]
[variants]
delay = [1000, 4000]
---*/
import { scheduleNotification } from '#addon';
import { mustCall, pace, variant } from '#harness';

const delay = pace(variant.delay);
let message;
let waited;
// One that is late may be the machine's fault; if all are, it is the addon's.
do {
  const begin = performance.now();
  await scheduleNotification(
    variant.delay,
    mustCall((text) => {
      message = text;
      waited = performance.now() - begin;
    }),
  );
} while (waited >= 2 * delay);
console.log(message);
console.log('not before its delay:', waited >= delay);
