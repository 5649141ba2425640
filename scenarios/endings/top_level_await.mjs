/*---
summary = "A top-level await that nothing can settle ends the process with code 13"
tags = ["ending"]
[expect]
end = "exit 13"
---*/
await new Promise(() => {});
