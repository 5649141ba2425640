/*---
summary = "The callback is called the right number of times, in order, and never after the end"
tags = ["callback"]
[expect]
end = "exit 0"
within = "2s"
---*/
import * as addon from '#addon';
import { mustCall, sequence } from '#harness';
{exports}
const calls = 3;
const numbers = sequence('call', calls); // a lost, repeated or reordered call fails the run
const onCall = mustCall((n) => {
  numbers.seen(n);
  console.log('called with', n);
}, calls);

// Replace the lines below: pass the callback to the addon.
console.log('loaded', typeof addon);
for (let n = 0; n < calls; n++) setImmediate(onCall, n);
