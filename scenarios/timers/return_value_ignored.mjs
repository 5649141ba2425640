/*---
summary = "What a notification's callback returns is ignored: a promise is not awaited"
shows = ["scheduleNotification"]
tags = ["timers", "wrong-type"]
---*/
import { scheduleNotification } from '#addon';
import { mustCall } from '#harness';

for (const answer of [undefined, 42, 'text', {}]) {
  console.log(answer, '->', await scheduleNotification(0, () => answer));
}

const never = new Promise(() => {});
console.log(
  'a promise that never settles ->',
  await scheduleNotification(
    0,
    mustCall(() => never),
  ),
);
