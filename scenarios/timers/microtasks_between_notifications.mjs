/*---
summary = "Microtasks that a notification queues run before its promise resolves"
shows = ["scheduleNotification", "Env::spawn_future_with_callback"]
tags = ["timers", "microtasks"]
---*/
import { scheduleNotification } from '#addon';

await scheduleNotification(100, (message) => {
  queueMicrotask(() => console.log('a microtask of the callback'));
  console.log(message);
});
console.log('resolved');
