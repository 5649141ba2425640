/*---
summary = "The program does not abort"
---*/
if (process.argv.length === 0) process.abort();
