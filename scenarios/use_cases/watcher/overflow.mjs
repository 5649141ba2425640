/*---
summary = "Once the system's own queue is full, too, changes are lost; the watcher says `rescan`, and goes on"
shows = ["FileWatcher", "ThreadsafeFunctionCallMode::Blocking"]
claim = "best-blocking-for-critical"
tags = ["use-case", "watcher", "queue-full", "limits"]
---*/
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { FileWatcher } from '#addon';
import { mustNotCall } from '#harness';

const room = Number(readFileSync('/proc/sys/fs/inotify/max_queued_events', 'utf8'));
mkdirSync('folder');
writeFileSync('folder/0', '');

let told = 0;
let rescans = 0;
const watcher = new FileWatcher({
  folder: 'folder',
  onChange({ kind, filename }) {
    if (kind === 'remove') told += 1;
    if (kind === 'rescan') {
      rescans += 1;
      writeFileSync('folder/after', '');
    }
    if (kind === 'create' && filename === 'after') {
      console.log('some were told:', told > 0);
      console.log('some were lost:', told < renames);
      console.log('rescans:', rescans);
      watcher.close();
    }
  },
  onError: mustNotCall('onError'),
});
// The system notes both ends of each, and JavaScript takes none meanwhile.
const renames = room / 2 + 500;
for (let n = 0; n < renames; n++) renameSync(`folder/${n}`, `folder/${n + 1}`);
