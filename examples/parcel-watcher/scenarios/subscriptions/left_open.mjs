/*---
summary = "A subscription that is left open keeps the process alive, even when its folder is deleted"
shows = ["subscribe"]
tags = ["hang"]
# It waits for changes of files, which nothing proves not to come, so time decides.
timeout = "5s"
[variants]
folder = ["there", "deleted"]
[expect]
end = "timeout"
holder = "ThreadsafeFunction `Watcher callback`"
---*/
import { mkdirSync, rmdirSync } from 'node:fs';
import { basename } from 'node:path';
import { subscribe } from '@parcel/watcher';
import { variant } from '#harness';

mkdirSync('folder');
await subscribe('folder', (error, events) => {
  console.log(error, events.map(({ type, path }) => `${type} ${basename(path)}`));
});
console.log('subscribed');
if (variant.folder === 'deleted') rmdirSync('folder');
