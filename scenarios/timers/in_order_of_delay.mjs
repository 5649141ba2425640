/*---
summary = "Notifications finish in the order of their delays, whatever the order of the requests"
shows = ["scheduleNotification"]
tags = ["timers"]
[[on]]
name = "late"
sometimes = true
because = "on a machine that stalls several fall due at once, and then in any order"
---*/
import { scheduleNotification } from '#addon';
import { pace } from '#harness';

const order = [];
const begin = performance.now();
let latest = 0;
async function note(delay) {
  await scheduleNotification(delay, () => order.push(delay));
  latest = Math.max(latest, performance.now() - begin - pace(delay));
}
await Promise.all([7500, 2500, 0, 5000].map(note));

if (latest < pace(2500)) console.log('finished after', order);
else console.log('one finished later than the next was due');
