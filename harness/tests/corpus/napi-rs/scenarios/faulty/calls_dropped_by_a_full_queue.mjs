/*---
summary = "Of a burst of calls most are dropped, for the queue is full"
---*/
import { burst } from '#addon';
import { mustCall } from '#harness';

burst(mustCall(() => {}, 100), 100, false); // place: calls_dropped_by_a_full_queue
