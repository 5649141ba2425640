/*---
summary = "A folder that is removed or renamed under its watcher goes to onError, and the watcher closes itself"
shows = ["FileWatcher"]
tags = ["use-case", "watcher", "errors", "close"]
[variants]
how = ["removed", "renamed"]
---*/
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { FileWatcher } from '#addon';
import { mustCall, until, variant } from '#harness';
import { threads } from '../fixtures/threads.mjs';

mkdirSync('folder');
writeFileSync('folder/data.csv', 'four');
let gone = false;
const watcher = new FileWatcher({
  folder: 'folder',
  onChange: ({ kind, filename }) => console.log(kind, filename),
  onError: mustCall((error) => {
    console.log(error.message);
    console.log('open:', watcher.isOpen);
    gone = true;
  }),
});
if (variant.how === 'removed') rmSync('folder', { recursive: true });
else renameSync('folder', 'elsewhere');

await until(() => gone);
await until(() => threads('notify-rs inotify loop') === 0);
console.log('its thread has ended');
