/*---
summary = "With CalleeHandled = true an Err from Rust is the callback's only argument, and the calls go on"
shows = ["reportStepsHandled", "ThreadsafeFunction::call"]
claim = "parameter-callee-handled"
tags = ["errors"]
---*/
import { reportStepsHandled } from '#addon';
import { mustCall } from '#harness';

reportStepsHandled(
  mustCall((...args) => {
    const [err, step] = args;
    if (err) {
      console.log(`${args.length} argument: ${err.code}, ${err.message}`);
    } else {
      console.log(`${args.length} arguments: ${err}, ${step}`);
    }
  }, 3),
);
