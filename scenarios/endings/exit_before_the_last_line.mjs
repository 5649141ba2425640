/*---
summary = "process.exit ends a process with unfinished work, and only the missing line shows it"
tags = ["ending"]
[expect]
end = "exit 0"
---*/
setTimeout(() => console.log('this work is never done'), 1);
process.exit();
console.log('the last line');
