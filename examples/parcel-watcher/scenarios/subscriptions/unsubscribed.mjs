/*---
summary = "A subscription reports events in its folder until it is unsubscribed, even from its own callback; then the process exits"
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
