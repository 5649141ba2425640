/*---
summary = "monitorSystemResources reports five CPU values from its thread, in order, error first"
shows = ["monitorSystemResources", "ThreadsafeFunction::call"]
claim = "Part 3: When you need to call JavaScript from background threads, ThreadsafeFunction is the solution."
holds = "yes"
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
