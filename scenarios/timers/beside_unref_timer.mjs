/*---
summary = "The process exits after the notification and does not wait for an unref'd timer"
shows = ["scheduleNotification"]
tags = ["timers", "exit"]
---*/
import { scheduleNotification } from '#addon';
import { mustNotCall, pace } from '#harness';

setTimeout(mustNotCall('a timer that nobody waits for'), pace(600_000)).unref();
scheduleNotification(1000, (message) => console.log(message));
process.on('exit', () => console.log('exit'));
