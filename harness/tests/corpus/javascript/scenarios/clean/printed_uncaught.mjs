/*---
summary = "The program prints words that other runtimes use for an uncaught exception"
---*/
console.error('error: Uncaught problems were found in 0 files');
