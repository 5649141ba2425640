/*---
summary = "process.exit ends a process whose work is not done, and nothing says so but the missing line"
tags = ["ending"]
[expect]
end = "exit 0"
---*/
setTimeout(() => console.log('this work is never done'), 1);
process.exit();
console.log('the last line');
