/*---
summary = "An Error that is dropped on another thread releases its JavaScript value on JavaScript's thread"
tags = ["bug", "threads", "errors"]
runtimes = { only = ["node", "deno"], because = "Bun's getHeapStatistics counts no handles" }
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3370"
kind = "wrong-thread"
affected = ["<3.10.1"]
fixed = "3.10.1"
---*/
const assert = require('node:assert');
const { getHeapStatistics } = require('node:v8');
const { makeErrors } = require('#addon');
const { until } = require('#harness');

const references = () => getHeapStatistics().used_global_handles_size;

const before = references();
const released = () => references() - before < 1000 * 8;

// JavaScript's thread waits in it, and cannot have released anything when it returns.
makeErrors(new Error('no luck'), 1000);
assert(!released(), 'the values were released on another thread');

until(released).then(() => console.log("released on JavaScript's thread"));
