/*---
summary = "processWithFeedback asks its callback about each item and waits for the answer, which Rust gets back"
shows = ["processWithFeedback", "ThreadsafeFunction::call_with_return_value"]
tags = ["callback-example", "threads"]
---*/
import { processWithFeedback } from '#addon';
import { mustCall } from '#harness';

processWithFeedback(
  ['alpha', 'beta', 'gamma'],
  mustCall((err, item) => {
    console.log(`asked about ${item}`);
    return item.toUpperCase();
  }, 3),
);
