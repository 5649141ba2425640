/*---
summary = "process.exitCode decides the code of a process that ends by itself"
tags = ["ending"]
[expect]
end = "exit 3"
---*/
process.exitCode = 3;
console.log('the last line');
