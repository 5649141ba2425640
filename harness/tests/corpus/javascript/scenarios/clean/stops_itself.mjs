/*---
summary = "The program asks whether it is there"
---*/
process.kill(process.pid, 0);
