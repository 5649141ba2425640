/*---
summary = "Changes that come about while JavaScript is busy wait: none is lost, and they come in order, though the queue has room for ten"
shows = ["FileWatcher", "ThreadsafeFunctionBuilder::max_queue_size", "ThreadsafeFunctionCallMode::Blocking"]
claim = "set-max-queue-size-to-prevent-exhaustion"
tags = ["use-case", "watcher", "queue"]
---*/
import { mkdirSync, writeFileSync } from 'node:fs';
import { FileWatcher } from '#addon';
import { mustNotCall, sequence } from '#harness';

const FILES = 500;
mkdirSync('folder');
const made = sequence('the file', FILES);
const written = sequence('what is written into file', FILES);
const watcher = new FileWatcher({
  folder: 'folder',
  onChange({ kind, filename, size }) {
    if (kind === 'create') made.seen(Number(filename));
    if (kind === 'modify' && size === 4) written.seen(Number(filename));
    if (kind === 'modify' && Number(filename) === FILES - 1) watcher.close();
  },
  onError: mustNotCall('onError'),
});
for (let n = 0; n < FILES; n++) writeFileSync(`folder/${n}`, 'four');
console.log('files:', FILES);
