/*---
summary = "A condition variable is notified before anybody waits for it"
timeout = "3s"
---*/
import addon from '#addon';

addon.waitUntilReady(false); // place: lost_wakeup
