/*---
summary = "A panic in a closure that JavaScript calls is thrown as an exception"
tags = ["bug", "panic"]
[expect]
end = "exit 0"
panics = ["no room"]
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3473"
kind = "panic-across-ffi"
affected = ["<3.12.3"]
fixed = "3.12.3"
---*/
const assert = require('node:assert');
const { panicker } = require('#addon');

assert.throws(panicker(), { message: 'no room' });
console.log('the panic was thrown');
