/*---
summary = "Files that the watcher reports while JavaScript is busy wait in its queue of ten, and none is lost"
shows = ["startFileWatcher", "ThreadsafeFunctionBuilder::max_queue_size"]
tags = ["queue"]
---*/
import { startFileWatcher } from '#addon';
import { mustCall, pace } from '#harness';

startFileWatcher(mustCall((filename) => console.log(filename), 3));

const end = performance.now() + pace(2000);
while (performance.now() < end);
console.log('no longer busy');
