/*---
summary = "processEvents returns before it has called back; each event then comes once, to its own callback, and the process ends"
shows = ["processEvents", "ThreadsafeFunctionCallMode"]
claim = "high-priority-ensures-delivery"
tags = ["guide", "threads"]
---*/
import { processEvents } from '#addon';
import { mustCall } from '#harness';

// Each callback has a queue of its own: which of the two comes first is not promised.
const arrived = {};
let inScript = true;
const callback = (priority) => mustCall((...args) => (arrived[priority] = { args, inScript }));

console.log('returned', processEvents(callback('high'), callback('low')));
// Not a promise's reaction either: the event loop has to turn.
await null;
inScript = false;

process.on('exit', () => {
  console.log('high priority:', arrived.high);
  console.log('low priority:', arrived.low);
});
