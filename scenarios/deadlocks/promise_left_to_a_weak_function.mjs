/*---
summary = "A top-level await of a promise that only a weak function could settle ends the process with code 13 before it continues"
shows = ["WeakLogger", "ThreadsafeFunctionBuilder::weak"]
tags = ["deadlock", "promise", "weak"]
timeout = "6s" # Bun sits it out
[expect]
end = "exit 13"
[[on]]
name = "spins"
runtimes = ["bun"]
because = "Bun waits for a top-level await that nothing can settle, computing, and emits no beforeExit"
link = "https://github.com/oven-sh/bun/issues/14951"
end = "timeout"
[[on]]
name = "says-so"
runtimes = ["deno"]
because = "Deno says that a top-level await was never settled, and ends with code 1 without beforeExit"
end = "exit 1"
---*/
import { WeakLogger } from '#addon';

process.on('exit', () => console.log('exit'));

const entry = await new Promise((resolve) => {
  const logger = new WeakLogger(resolve);
  // Nothing is left to do. Earlier, an event of the runtime's own may still turn the event loop, and that would deliver the entry.
  process.once('beforeExit', () => console.log('status:', logger.log('an entry')));
});
console.log('never reached:', entry);
