/*---
summary = "FileWatcher tells of each file in a real folder that is made, written, renamed or removed, with its name and size"
shows = ["FileWatcher"]
claim = "file-watcher-tells-name-and-size"
tags = ["use-case", "watcher"]
---*/
import { appendFileSync, closeSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { FileWatcher } from '#addon';
import { mustCall, mustNotCall, until } from '#harness';

mkdirSync('folder');
mkdirSync('elsewhere');
const changes = [];
const watcher = new FileWatcher({
  folder: 'folder',
  onChange: mustCall((change) => changes.push(change), 11),
  onError: mustNotCall('onError'),
});

async function after(what, work, count) {
  work();
  await until(() => changes.length === count);
  console.log(`${what}:`);
  for (const { kind, filename, from, size } of changes.splice(0)) console.log(' ', kind, filename, { from, size });
}

await after('an empty file is made', () => closeSync(openSync('folder/data.csv', 'w')), 2);
await after('it is written', () => appendFileSync('folder/data.csv', 'four'), 1);
await after('it is renamed', () => renameSync('folder/data.csv', 'folder/old.csv'), 3);
await after('it leaves the folder', () => renameSync('folder/old.csv', 'elsewhere/old.csv'), 1);
await after('it comes back', () => renameSync('elsewhere/old.csv', 'folder/new.csv'), 1);
await after('it is removed', () => rmSync('folder/new.csv'), 1);
// What is in a folder of its own nobody watches.
await after('a folder comes and goes', () => {
  mkdirSync('folder/sub');
  closeSync(openSync('folder/sub/deep.txt', 'w'));
  rmSync('folder/sub', { recursive: true });
}, 2);
console.log('open:', watcher.isOpen);
watcher.close();
console.log('open:', watcher.isOpen);
