/*---
summary = "The message of a failed conversion in next, return or a yielded item runs on past its end, into whatever memory is behind it"
shows = ["Generator::Next", "Generator::Return", "Generator::Yield", "LeakyGenerator"]
tags = ["generator", "errors", "memory"]
---*/
import { LeakyGenerator } from '#addon';

// napi hands the text of the error to Node-API by its pointer alone, and it has no zero at its end (`generator_next`, `generator_return` and
// `set_generator_value` in bindgen_runtime/iterator.rs). Here the text is "refused", and the memory behind it is the text's own.
const message = (work) => {
  try {
    work();
  } catch (error) {
    return error.message;
  }
};
const leaky = new LeakyGenerator();
console.log('next(0):', message(() => leaky.next(0)));
console.log('return(0):', message(() => leaky.return(0)));
console.log('next():', message(() => leaky.next()));
