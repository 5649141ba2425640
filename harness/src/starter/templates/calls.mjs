/*---
summary = "The callback is called as often as it should be, in order, and never after the end"
tags = ["callback"]
[expect]
end = "exit 0"
within = "2s"
---*/
import * as addon from '#addon';
import { mustCall, sequence } from '#harness';
{exports}
const calls = 3;
const numbers = sequence('call', calls); // a call that is lost, repeated or out of order is a failure
const onCall = mustCall((n) => {
  numbers.seen(n);
  console.log('called with', n);
}, calls);

// Here the addon is given the callback, in place of these lines.
console.log('loaded', typeof addon);
for (let n = 0; n < calls; n++) setImmediate(onCall, n);
