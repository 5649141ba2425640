/*---
summary = "A Task's finally is called, whether the task succeeds or fails"
tags = ["bug", "task"]
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/2824"
kind = "missed-finally"
affected = [">=3.1.0, <3.1.6"]
fixed = "3.1.6"
---*/
const assert = require('node:assert');
const { finallyCalls, work } = require('#addon');

Promise.allSettled([work(false), work(true)]).then((results) => {
  console.log(results.map(({ status }) => status).join(', '));
  assert(finallyCalls() === 2, 'finally was never called');
  console.log('finally was called', finallyCalls(), 'times');
});
