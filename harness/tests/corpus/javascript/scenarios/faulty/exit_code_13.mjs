/*---
summary = "The program itself exits with code 13"
---*/
const status = 13;
process.exit(status); // place: exit_code_13
