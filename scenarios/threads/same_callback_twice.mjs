/*---
summary = "One function passed for both priorities is called once for each: every argument has its own queue"
shows = ["processEvents"]
tags = ["threads"]
---*/
import { processEvents } from '#addon';
import { mustCall } from '#harness';

const events = [];
const listener = mustCall((err, event) => events.push(event), 2);
processEvents(listener, listener);

process.on('exit', () => console.log(events.sort()));
