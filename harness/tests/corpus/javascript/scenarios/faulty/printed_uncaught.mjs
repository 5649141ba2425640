/*---
summary = "The program reports what went wrong in words of its own and sets its exit code"
---*/
console.error('error: Uncaught problems were found in 2 files');
process.exitCode = 2; // place: printed_uncaught
