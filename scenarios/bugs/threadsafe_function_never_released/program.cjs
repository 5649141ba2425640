/*---
summary = "A ThreadsafeFunction that Rust has dropped no longer keeps the process alive"
tags = ["bug", "strong", "exit"]
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/1525"
kind = "never-exits"
# In 2.10.6 and 2.10.7 for another reason: it was acquired once more than released.
affected = [">=2.10.6, <2.10.8", ">=2.11.4, <2.12.0"]
fixed = "2.12.0"
# Before it the addon does not compile.
from = "2.10.0"
---*/
const { callOnce } = require('#addon');
const { mustCall } = require('#harness');

callOnce(mustCall(() => console.log('called')));
