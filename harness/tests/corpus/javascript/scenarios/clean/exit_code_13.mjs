/*---
summary = "The program itself exits with code 0"
---*/
const status = 0;
process.exit(status);
