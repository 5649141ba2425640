/*---
summary = "Notifications and JavaScript timers that are far enough apart arrive in the order of their delays"
shows = ["scheduleNotification"]
tags = ["timers"]
[[on]]
name = "late"
sometimes = true
because = "on a machine that stalls several fall due at once, and then in any order"
---*/
import { setTimeout as timer } from 'node:timers/promises';
import { scheduleNotification } from '#addon';
import { pace } from '#harness';

const order = [];
const begin = performance.now();
let latest = 0;
async function note(delay, ended) {
  await ended;
  latest = Math.max(latest, performance.now() - begin - pace(delay));
}
const notification = (delay) =>
  note(delay, scheduleNotification(delay, () => order.push(`notification ${delay}`)));
const timeout = (delay) =>
  note(delay, timer(pace(delay)).then(() => order.push(`timer ${delay}`)));
await Promise.all([timeout(5000), notification(2500), notification(7500), timeout(0)]);

if (latest < pace(2500)) console.log(order);
else console.log('one came later than the next was due');
