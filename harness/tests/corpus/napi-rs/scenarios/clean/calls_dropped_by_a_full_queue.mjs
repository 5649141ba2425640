/*---
summary = "A burst of calls waits for room in the queue"
---*/
import { burst } from '#addon';
import { mustCall } from '#harness';

burst(mustCall(() => {}, 100), 100, true);
