/*---
summary = "A monitor that nobody closes holds the process"
shows = ["SystemMonitor"]
tags = ["use-case", "monitor", "liveness"]
timeout = "2s"
[expect]
end = "timeout"
---*/
import { SystemMonitor } from '#addon';

new SystemMonitor({ interval: 1000, onFigures: () => {} });
console.log('measuring');
