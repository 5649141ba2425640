/*---
summary = "The payload of a call that a full queue rejects is dropped"
tags = ["bug", "queue-full", "leak"]
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3656"
kind = "leak"
affected = ["<3.16.0"]
fixed = "3.16.0"
---*/
const assert = require('node:assert');
const { dropped, send } = require('#addon');
const { mustCall } = require('#harness');

// The first payload is delivered; the queue has no room for the others.
send(
  100,
  mustCall(() => {
    assert(dropped() === 100, 'rejected payloads were never dropped');
    console.log('dropped', dropped(), 'of 100');
  }),
);
