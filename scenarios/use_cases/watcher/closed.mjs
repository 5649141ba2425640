/*---
summary = "After close() no callback comes, whatever waits in the queue, and the watcher's thread ends; close() twice is as good as once"
shows = ["FileWatcher"]
tags = ["use-case", "watcher", "close", "queue", "threads"]
[variants]
where = ["outside", "onChange", "onError"]
---*/
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { FileWatcher } from '#addon';
import { until, variant } from '#harness';
import { threads } from '../fixtures/threads.mjs';

mkdirSync('folder');
let closed = false;
let called = 0;
const told = (where) => () => {
  called += 1;
  if (closed) console.log(where, 'came too late');
  else if (variant.where === where) close();
};
const watcher = new FileWatcher({ folder: 'folder', onChange: told('onChange'), onError: told('onError') });
function close() {
  watcher.close();
  watcher.close();
  closed = true;
  // Nor does it hear of these.
  if (variant.where !== 'onError') writeFileSync('folder/late', '');
}
console.log('threads:', threads('notify-rs inotify loop'));
// More than there is room for.
for (let n = 0; n < 100; n++) writeFileSync(`folder/${n}`, '');
if (variant.where === 'outside') close();
if (variant.where === 'onError') rmSync('folder', { recursive: true });

await until(() => closed && threads('notify-rs inotify loop') === 0);
console.log('its thread has ended');
console.log('called before that:', variant.where === 'outside' ? called : called > 0);
console.log('open:', watcher.isOpen);
