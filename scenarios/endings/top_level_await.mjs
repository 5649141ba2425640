/*---
summary = "A top-level await that nothing can settle ends the process with code 13"
tags = ["ending"]
timeout = "6s" # Bun sits it out
[expect]
end = "exit 13"
[[on]]
name = "spins"
runtimes = ["bun"]
because = "Bun waits for a top-level await that nothing can settle, computing"
link = "https://github.com/oven-sh/bun/issues/14951"
end = "timeout"
[[on]]
name = "says-so"
runtimes = ["deno"]
because = "Deno says that a top-level await was never settled, and ends with code 1"
end = "exit 1"
---*/
await new Promise(() => {});
