/*---
summary = "An asynchronous iterator keeps the instance that made it alive"
tags = ["bug", "gc", "async"]
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3120"
kind = "use-after-free"
affected = [">=3.8.0, <3.8.3"]
fixed = "3.8.3"
# There are no asynchronous iterators before that release.
from = "3.8.0"
---*/
const assert = require('node:assert');
const { dropped, ones } = require('#addon');
const { gc } = require('#harness');

async function main() {
  const iterator = ones()[Symbol.asyncIterator]();
  for (let i = 0; i < 3; i++) await gc();
  assert(dropped() === 0, 'the instance was dropped under its iterator');
  console.log('after a collection:', await iterator.next());
}

main();
