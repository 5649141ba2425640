/*---
summary = "A pending notification does not block the event loop, which keeps turning"
shows = ["scheduleNotification"]
tags = ["timers"]
---*/
import { scheduleNotification } from '#addon';

let notified = false;
let turns = 0;
function turn() {
  turns += 1;
  if (!notified) setImmediate(turn);
}
setImmediate(turn);

await scheduleNotification(4000, () => {
  notified = true;
  console.log('turns before the notification, more than 3:', turns > 3);
});
