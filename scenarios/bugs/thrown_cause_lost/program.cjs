/*---
summary = "An error that a callback throws reaches Rust with its cause"
tags = ["bug", "throws"]
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3162"
kind = "lost-error"
affected = ["<3.8.5"]
fixed = "3.8.5"
# Errors in Rust have no causes before that release.
from = "3.2.0"
---*/
const assert = require('node:assert');
const { throwsWithCause } = require('#addon');

const throwing = throwsWithCause(() => {
  throw new Error('not saved', { cause: new Error('the disk is full') });
});
throwing.then((hasCause) => {
  assert(hasCause, 'the cause was lost');
  console.log('Rust sees the cause');
});
