/*---
summary = "Payloads that an unref'd function has queued are neither delivered nor dropped when the process exits"
shows = ["CountedQueue", "census", "ThreadsafeFunction::unref"]
tags = ["census", "weak", "lost"]
[[on]]
name = "delivers"
runtimes = ["bun", "deno"]
because = "Bun and Deno turn the event loop once more after beforeExit"
---*/
import { CountedQueue, census } from '#addon';

const queue = new CountedQueue(() => {});
queue.unref();
// Nothing is left to do. Earlier, an event of the runtime's own may still turn the event loop, and that would deliver them.
process.once('beforeExit', () => console.log('statuses:', queue.send('one'), queue.send('two')));

process.on('exit', () => {
  const { made, delivered, dropped, alive } = census();
  console.log({ made, delivered, dropped, alive });
});
