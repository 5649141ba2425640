/*---
summary = "A watcher that nobody closes holds the process, which waits for changes"
shows = ["FileWatcher"]
tags = ["use-case", "watcher", "liveness"]
timeout = "2s"
# What is watched may change at any time, so that nothing proves a hang.
[expect]
end = "timeout"
---*/
import { mkdirSync } from 'node:fs';
import { FileWatcher } from '#addon';

mkdirSync('folder');
new FileWatcher({ folder: 'folder', onChange: () => {} });
console.log('watching');
