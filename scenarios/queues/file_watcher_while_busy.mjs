/*---
summary = "While JavaScript is busy, a queue of ten like the watcher's takes ten files: the thread waits with the eleventh, and none is lost"
shows = ["BlockingCalls", "ThreadsafeFunctionBuilder::max_queue_size"]
tags = ["queue"]
---*/
import { BlockingCalls } from '#addon';
import { mustCall, sequence } from '#harness';

// startFileWatcher itself reports three files, and cannot fill its queue.
const files = sequence('file', 25, 1);
const watcher = new BlockingCalls(
  10,
  25,
  mustCall((item) => files.seen(Number(item.replace('item ', ''))), 25),
);
console.log('calls returned while JavaScript is busy:', watcher.returned().length);
console.log('a call that does not wait gets', watcher.probe);

process.on('exit', () => {
  const statuses = watcher.returned();
  console.log('calls returned in the end:', statuses.length, 'with', new Set(statuses));
});
