/*---
summary = "A top-level await of a promise that only a weak function could settle ends the process with code 13 before it continues"
shows = ["WeakLogger", "ThreadsafeFunctionBuilder::weak"]
tags = ["deadlock", "promise", "weak"]
[expect]
end = "exit 13"
---*/
import { WeakLogger } from '#addon';

process.on('exit', () => console.log('exit'));

const entry = await new Promise((resolve) => {
  const logger = new WeakLogger(resolve);
  // Nothing is left to do. Earlier, an event of the runtime's own may still turn the event loop, and that would deliver the entry.
  process.once('beforeExit', () => console.log('status:', logger.log('an entry')));
});
console.log('never reached:', entry);
