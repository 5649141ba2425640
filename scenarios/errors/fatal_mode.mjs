/*---
summary = "With CalleeHandled = false an error on the Rust side is an uncaught exception: the callback is not called for it, and the process ends before the call that is queued behind it"
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
because = "Deno ends with a second exception, null, and without the exit event"
---*/
import { reportStepsFatally } from '#addon';

process.on('uncaughtExceptionMonitor', (error, origin) => console.log(`${origin}: ${error?.code}, ${error?.message}`));
process.on('exit', (code) => console.log('exit', code));

const statuses = reportStepsFatally((...args) => console.log('called with', args));
console.log('statuses of the three calls:', statuses.join(' '));
