/*---
summary = "A notification never arrives before its delay has passed, whether long or short"
shows = ["scheduleNotification"]
tags = ["timers"]
[variants]
delay = [1000, 4000]
---*/
import { scheduleNotification } from '#addon';
import { mustCall, pace, variant } from '#harness';

const begin = performance.now();
await scheduleNotification(
  variant.delay,
  mustCall((message) => {
    const waited = performance.now() - begin;
    console.log(message);
    console.log('not before its delay:', waited >= pace(variant.delay));
  }),
);
