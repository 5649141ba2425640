/*---
summary = "scheduleNotification calls back after its delay and then resolves with nothing"
shows = ["scheduleNotification", "FunctionRef", "Env::spawn_future_with_callback"]
claim = "this-works-with-a-reference"
tags = ["guide", "timers"]
---*/
import { scheduleNotification } from '#addon';

const notified = scheduleNotification(1000, (message) => console.log(message));
console.log('scheduled:', notified);
console.log('resolved:', await notified);
