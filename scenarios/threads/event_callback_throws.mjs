/*---
summary = "A high-priority callback that throws does not prevent the low-priority event"
shows = ["processEvents"]
tags = ["threads", "throws", "uncaught-exception"]
---*/
import { processEvents } from '#addon';
import { mustCall } from '#harness';

const seen = [];
process.on(
  'uncaughtException',
  mustCall((error) => seen.push(`uncaught: ${error.message}`)),
);

processEvents(
  mustCall((err, event) => {
    throw new Error(`cannot handle ${event}`);
  }),
  mustCall((err, event) => seen.push(event)),
);

process.on('exit', () => console.log(seen.sort()));
