/*---
summary = "process.exit in onChange ends the process, with changes waiting and the watcher's thread waiting for room"
shows = ["FileWatcher"]
tags = ["use-case", "watcher", "exit"]
[expect]
end = "exit 3"
---*/
import { mkdirSync, writeFileSync } from 'node:fs';
import { FileWatcher } from '#addon';
import { mustCall } from '#harness';

mkdirSync('folder');
new FileWatcher({
  folder: 'folder',
  onChange: mustCall(({ kind, filename }) => {
    console.log(kind, filename);
    process.exit(3);
  }),
});
for (let n = 0; n < 100; n++) writeFileSync(`folder/${n}`, '');
