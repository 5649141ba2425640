/*---
summary = "A notification whose callback throws ends the process if nobody handles the rejection"
shows = ["scheduleNotification"]
tags = ["timers", "throws"]
[expect]
end = "uncaught"
---*/
import { scheduleNotification } from '#addon';

scheduleNotification(500, (message) => {
  console.log(message);
  throw new Error('thrown by the notification');
});
