/*---
summary = "process.exit in onFigures ends the process, while the monitor's thread measures"
shows = ["SystemMonitor"]
tags = ["use-case", "monitor", "exit"]
[expect]
end = "exit 3"
---*/
import { SystemMonitor } from '#addon';
import { mustCall } from '#harness';

new SystemMonitor({ interval: 1, onFigures: mustCall(() => process.exit(3)) });
