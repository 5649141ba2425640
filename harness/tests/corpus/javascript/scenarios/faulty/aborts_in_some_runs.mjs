/*---
summary = "One run in three aborts"
repeat = 20
---*/
if (Math.random() < 0.33) process.abort(); // place: aborts_in_some_runs
