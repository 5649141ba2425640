/*---
summary = "A loop that never ends keeps the main thread busy"
tags = ["ending"]
[expect]
end = "hang"
hang = "busy"
---*/
for (;;);
