/*---
summary = "A folder that is none, and a callback that is none, are refused at once, and nothing is left of the watcher"
shows = ["FileWatcher"]
tags = ["use-case", "watcher", "errors"]
---*/
import { mkdirSync, writeFileSync } from 'node:fs';
import { FileWatcher } from '#addon';
import { until } from '#harness';
import { threads } from '../fixtures/threads.mjs';

mkdirSync('folder');
writeFileSync('file', '');
const refused = (options) => {
  try {
    new FileWatcher(options);
  } catch (error) {
    console.log(`${error.code}: ${error.message}`);
  }
};
refused({ folder: 'nowhere', onChange: () => {} });
refused({ folder: 'file', onChange: () => {} });
refused({ folder: 'folder', onChange: 42 });
refused({ folder: 'folder', onChange: {} });
refused({ folder: 'folder' });
refused({ folder: 'folder', onChange: () => {}, onError: 'none' });
await until(() => threads('notify-rs inotify loop') === 0);
