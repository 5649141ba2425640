/*---
summary = "A thousand notifications wait at the same time and each comes exactly once"
shows = ["scheduleNotification"]
tags = ["timers", "many"]
---*/
import { scheduleNotification } from '#addon';

const count = new Map();
const all = Array.from({ length: 1000 }, (_, number) =>
  scheduleNotification(number % 100, () => count.set(number, (count.get(number) ?? 0) + 1)),
);
const results = await Promise.all(all);

console.log('resolved:', results.length);
console.log('notified:', count.size);
console.log(
  'once each:',
  [...count.values()].every((times) => times === 1),
);
