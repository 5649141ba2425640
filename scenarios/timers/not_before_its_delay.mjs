/*---
summary = "A notification never arrives before its delay has passed, whether long, short or zero"
shows = ["scheduleNotification"]
tags = ["timers"]
[variants]
delay = [0, 10, 4000]
---*/
import { scheduleNotification } from '#addon';
import { pace, variant } from '#harness';

const begin = performance.now();
await scheduleNotification(variant.delay, (message) => {
  const waited = performance.now() - begin;
  console.log(message);
  console.log('not before its delay:', waited >= pace(variant.delay));
});
