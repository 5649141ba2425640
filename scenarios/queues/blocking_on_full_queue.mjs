/*---
summary = "A Blocking call on a full queue waits until JavaScript has taken an item, then succeeds: no more calls have returned than items were taken and fit"
shows = ["BlockingCalls", "ThreadsafeFunctionCallMode::Blocking"]
claim = "blocking-waits-for-space"
tags = ["queue", "queue-full"]
[variants]
capacity = [1, 2]
---*/
import { BlockingCalls } from '#addon';
import { mustCall, variant } from '#harness';

const count = variant.capacity + 3;
let taken = 0;
const callback = mustCall((item) => {
  taken += 1;
  // There is room for one call more, although this callback has not returned. A call that did not find it would hold this for ever.
  calls.waitFor(Math.min(taken + variant.capacity, count));
  console.log(`${item} taken, calls returned: ${calls.returned().length} of ${count}`);
}, count);

const calls = new BlockingCalls(variant.capacity, count, callback);
console.log('nothing taken, calls returned:', calls.returned().length);
console.log('a call that does not wait gets', calls.probe);

process.on('exit', () => console.log('statuses:', calls.returned().join(' ')));
