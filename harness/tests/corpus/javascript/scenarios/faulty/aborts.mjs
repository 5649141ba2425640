/*---
summary = "The program aborts"
---*/
if (process.argv.length > 0) process.abort(); // place: aborts
