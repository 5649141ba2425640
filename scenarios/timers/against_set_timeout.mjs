/*---
summary = "Notifications and JavaScript timers that are far enough apart arrive in the order of their delays"
shows = ["scheduleNotification"]
tags = ["timers"]
---*/
import { setTimeout as timer } from 'node:timers/promises';
import { scheduleNotification } from '#addon';
import { pace } from '#harness';

async function orderOfBoth() {
  const order = [];
  await Promise.all([
    timer(pace(5000)).then(() => order.push('timer 5000')),
    scheduleNotification(2500, () => order.push('notification 2500')),
    scheduleNotification(7500, () => order.push('notification 7500')),
    timer(0).then(() => order.push('timer 0')),
  ]);
  return order;
}

// A machine that stalls lets several fall due at once, and then in any order: that is not this test.
const expected = 'timer 0,notification 2500,timer 5000,notification 7500';
let order;
for (let attempt = 0; attempt < 3 && `${order}` !== expected; attempt++) {
  order = await orderOfBoth();
}
console.log(order);
