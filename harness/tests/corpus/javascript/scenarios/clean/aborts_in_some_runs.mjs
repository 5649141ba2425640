/*---
summary = "No run aborts"
repeat = 20
---*/
if (Math.random() > 2) process.abort();
