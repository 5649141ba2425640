/*---
summary = "An Err passed to call_async reaches the callback, whose answer is discarded: Rust gets another error"
shows = ["askWithError", "ThreadsafeFunction::call_async"]
tags = ["errors", "async"]
---*/
import { askWithError } from '#addon';
import { mustCall } from '#harness';

const callback = mustCall((...args) => {
  console.log(`${args.length} argument: ${args[0].code}, ${args[0].message}`);
  return 'an answer that nobody gets';
});

try {
  console.log('resolved:', await askWithError('the question is lost', callback));
} catch (error) {
  console.log('rejected:', `${error.code}: ${error.message}`);
}
