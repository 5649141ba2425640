/*---
summary = "With CalleeHandled = false an error on the Rust side is an uncaught exception, and ends the process"
shows = ["reportStepsFatally", "ThreadsafeFunctionBuilder::callee_handled", "ThreadsafeFunctionBuilder::build_callback"]
claim = "option-callee-handled-false"
tags = ["errors", "fatal"]
[expect]
end = "uncaught"
[[on]]
name = "one-more"
runtimes = ["bun"]
because = "Bun makes the next call, too, before the error ends the process"
[[on]]
name = "says-null"
runtimes = ["deno"]
because = "Deno reports what napi_fatal_exception raises as null"
---*/
import { reportStepsFatally } from '#addon';

reportStepsFatally((step) => console.log(step));
