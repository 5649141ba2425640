/*---
summary = "A callback that throws causes an uncaught exception with the same object; if the process handles it, the subscription goes on"
shows = ["subscribe"]
tags = ["errors", "exit"]
[variants]
how = ["throws", "rejects"]
---*/
import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { subscribe } from '@parcel/watcher';
import { mustCall, variant } from '#harness';

const thrown = new Error('the callback is broken');

process.on('uncaughtException', mustCall((error, origin) => {
  console.log('uncaught, the thrown one:', error === thrown, origin);
  mkdirSync('folder/second');
}));

mkdirSync('folder');
const subscription = await subscribe(
  'folder',
  mustCall((_, [{ path }]) => {
    console.log(basename(path));
    if (basename(path) === 'second') return subscription.unsubscribe();
    if (variant.how === 'rejects') return Promise.reject(thrown);
    throw thrown;
  }, 2),
);
mkdirSync('folder/first');
