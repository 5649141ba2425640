/*---
summary = "processEvents delivers the blocking and the non-blocking event, each to its own callback"
shows = ["processEvents", "ThreadsafeFunctionCallMode"]
claim = "high-priority-ensures-delivery"
tags = ["guide", "threads"]
---*/
import { processEvents } from '#addon';
import { mustCall } from '#harness';

// Each callback has a queue of its own: which of the two comes first is not promised.
const arrived = {};
processEvents(
  mustCall((err, event) => (arrived.highPriority = [err, event])),
  mustCall((err, event) => (arrived.lowPriority = [err, event])),
);

process.on('exit', () => {
  console.log('high priority:', arrived.highPriority);
  console.log('low priority:', arrived.lowPriority);
});
