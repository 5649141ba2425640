/*---
summary = "A fatal error does not end a process with an uncaughtException handler: the calls go on"
shows = ["reportStepsFatally", "ThreadsafeFunctionBuilder::callee_handled"]
claim = "best-callee-handled-false-terminates"
tags = ["errors", "fatal", "uncaught-exception"]
---*/
import { reportStepsFatally } from '#addon';
import { mustCall } from '#harness';

process.on(
  'uncaughtException',
  mustCall((error, origin) => console.log(`${origin}: ${error.code}, ${error.message}`)),
);
reportStepsFatally(mustCall((step) => console.log(step), 2));
