/*---
summary = "monitorSystemResources reports five CPU values from its thread, in order, error first"
shows = ["monitorSystemResources", "ThreadsafeFunction::call"]
claim = "threads-call-by-threadsafe-function"
tags = ["guide", "threads"]
---*/
import { monitorSystemResources } from '#addon';
import { mustCall, pace } from '#harness';

const begin = performance.now();
let seconds = 0;

monitorSystemResources(
  mustCall((err, cpuUsage) => {
    if (err) {
      console.error('Error:', err);
      return;
    }
    const waited = performance.now() - begin;
    console.log(`CPU Usage: ${cpuUsage}%`, `not before ${seconds} s:`, waited >= pace(seconds * 1000));
    seconds += 1;
  }, 5),
);
console.log('monitoring');
