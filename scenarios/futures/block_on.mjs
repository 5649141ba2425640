/*---
summary = "block_on runs its future on JavaScript's thread, which waits for it, and returns its value or throws its error"
shows = ["blockOnFuture", "blockOnFailure", "block_on"]
tags = ["future", "block-on", "errors"]
---*/
import { blockOnFailure, blockOnFuture } from '#addon';
import { mustCall } from '#harness';

let returned = false;
Promise.resolve().then(mustCall(() => console.log('a microtask runs after it:', returned)));
const [here, spawned] = blockOnFuture();
returned = true;
console.log('the future ran on', here);
console.log('what it waited for ran on', spawned);
try {
  blockOnFailure();
} catch (error) {
  console.log('thrown:', `${error.code}: ${error.message}`);
}
