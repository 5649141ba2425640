/*---
summary = "A Blocking call on a full queue waits until JavaScript has taken an item, then succeeds"
shows = ["blockOnFullQueue", "ThreadsafeFunctionCallMode::Blocking"]
claim = "blocking-waits-for-space"
tags = ["queue", "queue-full"]
---*/
import { blockOnFullQueue } from '#addon';

const report = blockOnFullQueue((item) => console.log(item));
console.log('a non-blocking call at the time:', report.probe);
console.log('the third call returned while the queue was full:', report.returnedEarly);
