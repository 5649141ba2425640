/*---
summary = "A weak ThreadsafeFunction that refer() was called on keeps the process alive until it is called"
tags = ["bug", "weak"]
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3337"
kind = "early-exit"
affected = ["<3.9.3"]
fixed = "3.9.3"
---*/
const { Notifier } = require('#addon');
const { mustCall } = require('#harness');

const notifier = new Notifier(mustCall(() => console.log('called')));

// The timer holds nothing: where the function does not hold the process either, it ends before.
setTimeout(() => notifier.notify(), 100).unref();
