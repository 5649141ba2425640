/*---
summary = "FunctionRef::borrow_back takes any environment: a worker can call the main thread's function, which then does not find its own globals"
shows = ["shareCallback", "callSharedCallbackUnchecked", "FunctionRef::borrow_back"]
tags = ["objects", "worker", "misuse", "crash"]
[variants]
first-called-by = ["the-worker", "its-own-thread"]
[[on]]
name = "crashes"
runtimes = ["bun"]
because = "Bun dies of SIGSEGV in the worker's call"
end = "crash"
[[on]]
name = "panics"
runtimes = ["deno"]
because = "Deno checks the isolate when the worker asks for the function, and panics"
end = "exit 1"
exit-event = false
panics = ["attempt to use Handle in an Isolate that is not its host"]
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { callSharedCallbackUnchecked, shareCallback } from '#addon';
import { gate, record, variant } from '#harness';

const called = gate('called');
if (isMainThread) {
  globalThis.owner = 'the main thread';
  shareCallback((value) => `${value}, a function of ${globalThis.owner}`);
  if (variant['first-called-by'] === 'its-own-thread') record(callSharedCallbackUnchecked('called by its own thread'));
  new Worker(new URL(import.meta.url));
  // Held still, so that no two threads are in one heap at once, and ended before it collects garbage: either may crash, or not.
  called.wait();
  process.exit();
} else {
  // Without a word it is wrong where the function has never found its globals before, and right where it remembers them.
  record(callSharedCallbackUnchecked('called by the worker'));
  called.open();
}
