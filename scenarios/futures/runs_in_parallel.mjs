/*---
summary = "Two futures run at the same time on two threads of Tokio's: each blocks its thread until the other has come as far"
shows = ["blockInFuture"]
tags = ["future", "async-fn", "threads"]
env = { TOKIO_WORKER_THREADS = "2" }
---*/
import { blockInFuture } from '#addon';

// Each opens its gate, and then waits for the other's.
await Promise.all([blockInFuture('first', 'second'), blockInFuture('second', 'first')]);
console.log('they have met');
