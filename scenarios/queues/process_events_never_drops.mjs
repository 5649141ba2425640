/*---
summary = "processEvents never drops a low-priority event: each call creates its own unbounded queue for that one event"
shows = ["processEvents", "ThreadsafeFunctionCallMode::NonBlocking"]
claim = "low-priority-drops-if-full"
tags = ["queue"]
---*/
import { processEvents } from '#addon';

// JavaScript takes nothing out of the queues while it makes all of these.
const arrived = { high: 0, low: 0 };
for (let call = 0; call < 100; call++) {
  processEvents(
    () => (arrived.high += 1),
    () => (arrived.low += 1),
  );
}

process.on('exit', () => console.log('of 100 calls:', arrived));
