/*---
summary = "A notification that nobody awaits keeps the process alive until it arrives"
shows = ["scheduleNotification"]
tags = ["timers", "exit"]
---*/
import { scheduleNotification } from '#addon';

process.on('exit', () => console.log('exit'));
scheduleNotification(2000, (message) => console.log(message));
console.log('the last line');
