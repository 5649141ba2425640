/*---
summary = "A callback that never comes, looked at again with the probe alone"
---*/
import { WeakLogger } from '#addon';
import { mustCall } from '#harness';

new WeakLogger(mustCall(() => {})).log('an entry');
