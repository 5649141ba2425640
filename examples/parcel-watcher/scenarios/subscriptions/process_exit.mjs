/*---
summary = "process.exit ends the process with its code while a subscription is being created, while it is open and in its callback"
shows = ["subscribe"]
tags = ["exit"]
[variants]
when = ["subscribing", "subscribed", "in_callback"]
[expect]
end = "exit 7"
---*/
import { mkdirSync } from 'node:fs';
import { subscribe } from '@parcel/watcher';
import { variant } from '#harness';

process.on('exit', (code) => console.log('exit', code));
mkdirSync('folder');
const subscribing = subscribe('folder', () => {
  console.log('called');
  process.exit(7);
});
if (variant.when === 'subscribing') process.exit(7);
await subscribing;
console.log('subscribed');
if (variant.when === 'subscribed') process.exit(7);
mkdirSync('folder/seen');
