/*---
summary = "An async method that returns Err releases the instance that it was called on"
tags = ["bug", "async", "leak"]
[expect]
end = "exit 0"
[bug]
link = "https://github.com/napi-rs/napi-rs/pull/3089"
kind = "leak"
affected = ["<3.8.2"]
fixed = "3.8.2"
---*/
const assert = require('node:assert');
const { Client, dropped } = require('#addon');
const { gc } = require('#harness');

const failed = () => assert.rejects(new Client().fail(), { message: 'no luck' });

async function main() {
  for (let n = 0; n < 200; n++) await failed();
  for (let n = 0; n < 10 && dropped() < 200; n++) await gc();
  assert(dropped() === 200, 'instances were never dropped');
  console.log('dropped', dropped(), 'of 200');
}

main();
