/*---
summary = "When the heap is full, the engine aborts the process"
tags = ["ending"]
flags = ["--max-old-space-size=20"]
runtimes = { only = ["node", "deno"], because = "Bun has no limit for the heap" }
[expect]
end = "crash"
---*/
const kept = [];
for (;;) kept.push(new Array(1e4).fill({}));
