/*---
summary = "A heap that is full ends the process by the engine's own hand"
tags = ["ending"]
flags = ["--max-old-space-size=20"]
[expect]
end = "crash"
---*/
const kept = [];
for (;;) kept.push(new Array(1e4).fill({}));
