/*---
summary = "With call_with_return_value an error from the callback goes back to Rust, and the loop goes on"
shows = ["processWithFeedback", "ThreadsafeFunction::call_with_return_value"]
tags = ["threads", "throws", "wrong-type"]
---*/
import { processWithFeedback } from '#addon';
import { mustCall } from '#harness';

const processors = {
  throws() {
    throw new TypeError('cannot process this');
  },
  'throws a string'() {
    throw 'no error at all';
  },
  'returns a number'() {
    return 42;
  },
  'returns nothing'() {},
  'returns a string'() {
    return 'fine';
  },
};

processWithFeedback(
  Object.keys(processors),
  mustCall((err, item) => processors[item](), 5),
);
