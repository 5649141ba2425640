/*---
summary = "A thenable that calls the callback of PromiseRaw::then twice gets an error for the second call"
tags = ["bug", "promise"]
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3458"
kind = "double-free"
affected = ["<3.12.2"]
fixed = "3.12.2"
---*/
const assert = require('node:assert');
const { greet } = require('#addon');

const thenable = {
  then(callback) {
    console.log(callback('Ada'));
    assert.throws(() => callback('Grace'));
    console.log('the second call throws');
    return this;
  },
};
greet(thenable, 'Good morning');
