/*---
summary = "A FunctionRef that is dropped on another thread is released on JavaScript's thread"
tags = ["bug", "threads"]
runtimes = { only = ["node", "deno"], because = "Bun's getHeapStatistics counts no handles" }
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3394"
kind = "wrong-thread"
affected = [">=3.1.5, <3.10.5"]
fixed = "3.10.5"
# Before that release a FunctionRef is not Send: the compiler lets none be dropped on another thread.
from = "3.1.5"
---*/
const assert = require('node:assert');
const { getHeapStatistics } = require('node:v8');
const { refer } = require('#addon');
const { until } = require('#harness');

const references = () => getHeapStatistics().used_global_handles_size;

const before = references();
const released = () => references() - before < 1000 * 8;

// JavaScript's thread waits in it, and cannot have released anything when it returns.
refer(() => {}, 1000);
assert(!released(), 'the references were released on another thread');

until(released).then(() => console.log("released on JavaScript's thread"));
