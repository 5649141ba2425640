/*---
summary = "processWithFeedback asks its callback about each item and waits for the answer, which Rust gets back"
shows = ["processWithFeedback", "ThreadsafeFunction::call_with_return_value"]
tags = ["callback-example", "threads"]
---*/
import { processWithFeedback } from '#addon';
import { mustCall, pace } from '#harness';

let answered;
processWithFeedback(
  ['alpha', 'beta', 'gamma'],
  mustCall((err, item) => {
    console.log(`asked about ${item}`);
    const waited = performance.now() - answered;
    if (answered) console.log('not before 200 ms after the last answer:', waited >= pace(200));
    // Whoever did not wait for the answer would ask again meanwhile.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pace(600));
    answered = performance.now();
    return item.toUpperCase();
  }, 3),
);
