/*---
summary = "An open watcher goes on though nobody holds its object and garbage is collected"
shows = ["FileWatcher"]
tags = ["use-case", "watcher", "gc"]
---*/
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { FileWatcher } from '#addon';
import { gc, mustCall, until } from '#harness';

mkdirSync('folder');
let changes = 0;
const watch = () =>
  new FileWatcher({
    folder: 'folder',
    onChange: ({ kind, filename }) => console.log(kind, filename, ++changes),
    onError: mustCall((error) => console.log(error.message)),
  });
watch();
await gc();
writeFileSync('folder/data.csv', 'four');
await until(() => changes === 2);
await gc();
rmSync('folder', { recursive: true });
