/*---
summary = "An Error that is cloned on another thread keeps its message"
tags = ["bug", "threads", "errors"]
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3373"
kind = "lost-error"
affected = ["=3.10.1"]
fixed = "3.10.2"
---*/
const assert = require('node:assert');
const { throwClone } = require('#addon');

assert.throws(() => throwClone(new Error('no luck')), /no luck/, 'the message was lost');
console.log('the message is kept');
