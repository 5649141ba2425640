/*---
summary = "A notification without delay arrives after the running script and its microtasks, never inside the call"
shows = ["scheduleNotification"]
tags = ["timers", "microtasks"]
---*/
import { scheduleNotification } from '#addon';

scheduleNotification(0, (message) => console.log(message));
Promise.resolve().then(() => console.log('a promise reaction'));
queueMicrotask(() => console.log('a microtask'));
console.log('the script');
