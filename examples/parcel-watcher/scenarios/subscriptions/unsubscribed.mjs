/*---
summary = "A subscription tells of what happens in its folder until it is unsubscribed, in its own callback too; then the process ends"
shows = ["subscribe", "unsubscribe"]
tags = ["exit"]
---*/
import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { subscribe } from '@parcel/watcher';
import { mustCall } from '#harness';

mkdirSync('folder');
const subscription = await subscribe(
  'folder',
  mustCall(async (error, events) => {
    console.log(error, events.map(({ type, path }) => `${type} ${basename(path)}`));
    await subscription.unsubscribe();
    console.log('unsubscribed');
    mkdirSync('folder/unseen');
  }),
);
// A folder and no file, as a file written is two events, which may come one by one.
mkdirSync('folder/seen');
