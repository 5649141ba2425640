/*---
summary = "With CalleeHandled = false an error on the Rust side is an uncaught exception, and ends the process"
shows = ["reportStepsFatally", "ThreadsafeFunctionBuilder::callee_handled", "ThreadsafeFunctionBuilder::build_callback"]
claim = "Part 4: callee_handled::<false>(): Make errors fatal instead of passing to callback"
holds = "yes"
tags = ["errors", "fatal"]
[expect]
end = "uncaught"
---*/
import { reportStepsFatally } from '#addon';

reportStepsFatally((step) => console.log(step));
