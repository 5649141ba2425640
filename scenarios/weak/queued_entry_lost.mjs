/*---
summary = "An entry that a weak logger has queued is silently lost if nothing else keeps the process alive; the same entry is delivered if something does"
shows = ["WeakLogger", "ThreadsafeFunctionBuilder::weak"]
claim = "weak-is-perfect-for-optional-callbacks"
tags = ["weak", "exit", "lost"]
[expect]
end = "exit 0"
within = "3s"
[[on]]
name = "delivers"
runtimes = ["bun", "deno"]
because = "Bun and Deno turn the event loop once more after beforeExit"
---*/
import { WeakLogger } from '#addon';
import { until } from '#harness';

const delivered = [];
const logger = new WeakLogger((entry) => delivered.push(entry));

// Nothing is left to do. Earlier, an event of the runtime's own may still turn the event loop, and that would deliver the entry.
process.once('beforeExit', async () => {
  console.log('status beside something that turns the event loop:', logger.log('the first entry'));
  await until(() => delivered.length > 0);

  process.once('beforeExit', () => console.log('status beside nothing:', logger.log('the second entry')));
});
process.on('exit', (code) => console.log('exit', code, 'delivered:', delivered));
