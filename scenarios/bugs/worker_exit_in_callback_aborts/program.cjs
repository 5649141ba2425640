/*---
summary = "process.exit() in a callback whose result Rust asks for ends only the worker"
tags = ["bug", "worker", "exit"]
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3188"
kind = "worker-abort"
affected = ["<3.8.5"]
fixed = "3.8.5"
[[on]]
name = "spins"
runtimes = ["deno"]
because = "process.exit() in a callback leaves Deno's worker computing without end"
end = "timeout"
---*/
const { Worker, isMainThread } = require('node:worker_threads');
const { callFiveTimes } = require('#addon');
const { mustCall } = require('#harness');

if (isMainThread) {
  new Worker(__filename).on(
    'exit',
    mustCall((code) => console.log('the worker exited with', code)),
  );
} else {
  callFiveTimes(() => process.exit(0));
}
