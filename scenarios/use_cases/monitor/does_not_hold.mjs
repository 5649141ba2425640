/*---
summary = "A monitor with keepAlive: false measures as long as something else holds the process, and ends with it"
shows = ["SystemMonitor", "ThreadsafeFunctionBuilder::weak"]
claim = "weak-is-perfect-for-optional-callbacks"
tags = ["use-case", "monitor", "weak", "exit"]
---*/
import { SystemMonitor } from '#addon';
import { until } from '#harness';

let called = false;
new SystemMonitor({ interval: 200, keepAlive: false, onFigures: () => (called = true) });
await until(() => called);
console.log('it measures');
