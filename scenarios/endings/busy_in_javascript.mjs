/*---
summary = "A loop that never ends keeps the main thread busy"
tags = ["ending"]
timeout = "1s"
[expect]
end = "timeout"
---*/
for (;;);
