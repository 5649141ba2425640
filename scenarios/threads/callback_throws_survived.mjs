/*---
summary = "With an uncaughtException handler the process survives a throwing callback, and later calls arrive"
shows = ["monitorSystemResources", "ThreadsafeFunction::call"]
tags = ["threads", "throws", "uncaught-exception"]
---*/
import { monitorSystemResources } from '#addon';
import { mustCall } from '#harness';

process.on(
  'uncaughtException',
  mustCall((error, origin) => console.log(`${origin}: ${error.message}`), 5),
);

monitorSystemResources(
  mustCall((err, cpuUsage) => {
    throw new Error(`no use for ${cpuUsage}%`);
  }, 5),
);
