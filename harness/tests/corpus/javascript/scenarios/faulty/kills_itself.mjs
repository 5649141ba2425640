/*---
summary = "The program kills itself"
---*/
process.kill(process.pid, 'SIGKILL'); // place: kills_itself
