/*---
summary = "While JavaScript is busy the monitor drops all but the newest figures, and says how many"
shows = ["SystemMonitor", "ThreadsafeFunctionCallMode::NonBlocking"]
claim = "best-nonblocking-for-optional"
tags = ["use-case", "monitor", "queue-full"]
---*/
import { SystemMonitor } from '#addon';
import { pace } from '#harness';

const monitor = new SystemMonitor({
  interval: 200,
  onFigures({ missed }) {
    if (missed > 0) {
      console.log('some were missed, and one call came for all of them');
      monitor.close();
      return;
    }
    // Several intervals; on a machine that stalls, it takes another try.
    const end = performance.now() + pace(1000);
    while (performance.now() < end);
  },
});
