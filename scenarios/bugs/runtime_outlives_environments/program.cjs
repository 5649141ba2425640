/*---
summary = "The asynchronous runtime ends with the last environment, every time"
tags = ["bug", "worker", "async"]
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3400"
kind = "missed-hook"
affected = [">=3.2.2, <3.11.0"]
fixed = "3.11.0"
---*/
const { once } = require('node:events');
const { Worker, isMainThread } = require('node:worker_threads');

async function main() {
  // Each worker is alone with the addon, which the main thread has not loaded yet.
  for (const name of ['first', 'second', 'third']) {
    await once(new Worker(__filename), 'exit');
    console.log('the', name, 'worker has exited');
  }
  await require('#addon').futuresDropped(3);
  console.log('and so has its runtime, each time');
}

if (isMainThread) {
  main();
} else {
  require('#addon').startFuture();
  process.exit();
}
