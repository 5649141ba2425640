/*---
summary = "An interval is never cleared"
timeout = "3s"
---*/
setInterval(() => {}, 50); // place: interval_left
