/*---
summary = "An interval is never cleared"
timeout = "3s"
---*/
setInterval(() => {}, 400); // place: interval_left
