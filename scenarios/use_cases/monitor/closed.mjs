/*---
summary = "After close() no callback comes, though figures wait, and the monitor's thread ends; close() twice is as good as once"
shows = ["SystemMonitor"]
tags = ["use-case", "monitor", "close", "threads"]
[variants]
where = ["outside", "onFigures"]
---*/
import { SystemMonitor } from '#addon';
import { pace, until, variant } from '#harness';
import { threads } from '../fixtures/threads.mjs';

let closed = false;
let called = 0;
const close = () => {
  // Figures are taken meanwhile, and a call waits.
  const end = performance.now() + pace(1000);
  while (performance.now() < end);
  monitor.close();
  monitor.close();
  closed = true;
};
const monitor = new SystemMonitor({
  interval: 200,
  onFigures() {
    called += 1;
    if (closed) console.log('came too late');
    else if (variant.where === 'onFigures') close();
  },
});
// A thread has its name once it runs.
while (threads('system monitor') === 0);
if (variant.where === 'outside') close();

await until(() => closed && threads('system monitor') === 0);
console.log('its thread has ended');
console.log('called:', called);
