/*---
summary = "A monitor with keepAlive: false measures as long as something else holds the process, and ends with it"
shows = ["SystemMonitor", "ThreadsafeFunctionBuilder::weak"]
claim = "Part 5: Weak references are perfect for monitoring that shouldn't prevent your application from shutting down"
holds = "yes"
tags = ["use-case", "monitor", "weak", "exit"]
---*/
import { SystemMonitor } from '#addon';
import { until } from '#harness';

let called = false;
new SystemMonitor({ interval: 200, keepAlive: false, onFigures: () => (called = true) });
await until(() => called);
console.log('it measures');
