/*---
summary = "A worker can load the addon while the main thread waits for it in block_on"
tags = ["bug", "worker", "deadlock"]
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3670"
kind = "deadlock"
affected = ["<3.16.1"]
fixed = "3.16.1"
---*/
const { Worker, isMainThread } = require('node:worker_threads');
const { done, waitForWorker } = require('#addon');

if (isMainThread) {
  waitForWorker(() => {
    new Worker(__filename);
  });
  console.log('the worker has loaded the addon');
} else {
  done();
}
