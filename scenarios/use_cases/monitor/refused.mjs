/*---
summary = "An interval that is none, and a callback that is none, are refused"
shows = ["SystemMonitor"]
tags = ["use-case", "monitor", "errors"]
---*/
import { SystemMonitor } from '#addon';

const onFigures = () => {};
for (const options of [
  { interval: 0, onFigures },
  { interval: -1, onFigures },
  { interval: NaN, onFigures },
  { interval: Infinity, onFigures },
  { interval: 1000, onFigures: 'none' },
  { interval: 1000 },
]) {
  try {
    new SystemMonitor(options);
  } catch (error) {
    console.log(`${error.code}: ${error.message}`);
  }
}
