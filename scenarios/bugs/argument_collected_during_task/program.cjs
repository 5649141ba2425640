/*---
summary = "An instance that a running task refers to is not collected"
tags = ["bug", "gc", "async"]
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3584"
kind = "use-after-free"
affected = ["<3.15.0"]
fixed = "3.15.0"
---*/
const assert = require('node:assert');
const { Instance, keepUntilMeeting, meet } = require('#addon');
const { gc } = require('#harness');

async function main() {
  const keeping = keepUntilMeeting(new Instance());
  for (let i = 0; i < 3; i++) await gc();
  meet();
  assert((await keeping) === 0, 'the instance was dropped under the task');
  console.log('the task still had its instance');
}

main();
