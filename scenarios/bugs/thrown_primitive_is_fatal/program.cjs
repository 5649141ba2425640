/*---
summary = "A string that a callback throws rejects the awaited call and is not an uncaught exception"
tags = ["bug", "throws", "async"]
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3423"
kind = "lost-error"
affected = ["<3.12.1"]
fixed = "3.12.1"
---*/
const assert = require('node:assert');
const { call } = require('#addon');

const calling = call(() => {
  throw 'oops';
});
assert
  .rejects(calling, (reason) => reason === 'oops')
  .then(() => console.log('rejected with what was thrown'));
