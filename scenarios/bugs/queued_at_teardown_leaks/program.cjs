/*---
summary = "Payloads that a worker has queued when it ends are dropped with it"
tags = ["bug", "worker", "leak"]
[expect]
end = "uncaught"
[bug]
# Not reported: it is the change that brought the early return for an environment that is gone.
link = "https://github.com/napi-rs/napi-rs/pull/1020"
kind = "leak"
affected = [">=3.0.0"]
[[on]]
name = "drops-all"
runtimes = ["bun"]
because = "Bun drops what an ending worker has queued, so the bug does not show"
end = "exit 0"
---*/
const assert = require('node:assert');
const { Worker, isMainThread } = require('node:worker_threads');
const { dropped, send } = require('#addon');
const { mustNotCall } = require('#harness');

if (isMainThread) {
  new Worker(__filename).on('exit', () => {
    // Node.js takes 999 out of a queue in one turn, and an ending worker has but one: more must be queued.
    assert(dropped() === 5000, 'queued payloads were never dropped');
    console.log('dropped', dropped(), 'of 5000');
  });
} else {
  send(5000, mustNotCall('a callback of a worker that has ended'));
  process.exit();
}
