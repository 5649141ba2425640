/*---
summary = "A sensor callback that throws on one reading loses only that reading, if the exception is handled"
shows = ["streamSensorData"]
tags = ["callback-example", "threads", "throws", "uncaught-exception"]
---*/
import { streamSensorData } from '#addon';
import { mustCall } from '#harness';

process.on(
  'uncaughtException',
  mustCall((error) => console.log('uncaught:', error.message)),
);

streamSensorData(
  mustCall((err, sensor, value) => {
    if (sensor === 'humidity') throw new Error(`${sensor} is broken`);
    console.log(sensor, value);
  }, 5),
  mustCall(),
);
