/*---
summary = "monitorSystemResources reports five CPU values from its thread, in order, error first"
shows = ["monitorSystemResources", "ThreadsafeFunction::call"]
claim = "threads-call-by-threadsafe-function"
tags = ["guide", "threads"]
---*/
import { monitorSystemResources } from '#addon';
import { mustCall } from '#harness';

monitorSystemResources(
  mustCall((err, cpuUsage) => {
    if (err) {
      console.error('Error:', err);
      return;
    }
    console.log(`CPU Usage: ${cpuUsage}%`);
  }, 5),
);
console.log('monitoring');
