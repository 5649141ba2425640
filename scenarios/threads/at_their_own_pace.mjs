/*---
summary = "monitorSystemResources reports one value a second and startFileWatcher one file every half a second: none comes before its time"
shows = ["monitorSystemResources", "startFileWatcher"]
tags = ["threads"]
---*/
import { monitorSystemResources, startFileWatcher } from '#addon';
import { mustCall, pace, until } from '#harness';

/**
 * Whether none of `count` calls, `step` milliseconds apart, came before its time. Where the first one came when the second was due, the machine
 * had stalled, and nothing is proven.
 */
async function keepTime(start, count, step) {
  let times;
  do {
    times = [];
    const begin = performance.now();
    start(mustCall(() => times.push(performance.now() - begin), count));
    await until(() => times.length === count);
  } while (times[0] >= pace(step));
  return times.every((time, index) => time >= pace(index * step));
}

console.log('no value before its time:', await keepTime(monitorSystemResources, 5, 1000));
console.log('no file before its time:', await keepTime(startFileWatcher, 3, 500));
