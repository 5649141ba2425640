/*---
summary = "Where uncaughtException is handled, the watcher goes on after each callback that throws"
shows = ["FileWatcher"]
tags = ["use-case", "watcher", "errors", "uncaught-exception"]
---*/
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { FileWatcher } from '#addon';
import { mustCall } from '#harness';

mkdirSync('folder');
process.on(
  'uncaughtException',
  mustCall((error) => console.log('uncaught:', error.message), 3),
);
const watcher = new FileWatcher({
  folder: 'folder',
  onChange: mustCall(({ kind, filename }) => {
    if (kind === 'remove') watcher.close();
    throw new Error(`no use for ${kind} ${filename}`);
  }, 3),
});
writeFileSync('folder/data.csv', 'four');
rmSync('folder/data.csv');
