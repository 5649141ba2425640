/*---
summary = "streamSensorData sends readings to one callback, in order, and the one out of range to the other"
shows = ["streamSensorData", "ThreadsafeFunction::call", "FnArgs"]
tags = ["callback-example", "threads"]
---*/
import { streamSensorData } from '#addon';
import { mustCall } from '#harness';

const complaints = [];
streamSensorData(
  mustCall((err, sensor, value, timestamp) => {
    console.log(`${timestamp} ${sensor}: ${value}`, err);
  }, 5),
  mustCall((err, message) => complaints.push(message)),
);

// The two callbacks have a queue each, so where the complaint comes in between is not promised.
process.on('exit', () => console.log('complaints:', complaints));
