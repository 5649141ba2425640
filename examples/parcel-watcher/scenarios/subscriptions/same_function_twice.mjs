/*---
summary = "The same function subscribed twice to one folder is one subscription: it is called once, and the first unsubscribe ends both"
shows = ["subscribe", "unsubscribe"]
tags = ["exit"]
---*/
import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { subscribe } from '@parcel/watcher';
import { mustCall } from '#harness';

mkdirSync('folder');
let tell;
const twice = mustCall(function twice(_, [{ path }]) {
  console.log('twice:', basename(path));
  tell();
});
const told = new Promise((resolve) => (tell = resolve));

const first = await subscribe('folder', twice);
const second = await subscribe('folder', twice);
mkdirSync('folder/one');
await told;
await first.unsubscribe();

// Another subscription tells when the next event is through.
const witness = await subscribe('folder', async (_, [{ path }]) => {
  console.log('witness:', basename(path));
  await witness.unsubscribe();
  await second.unsubscribe();
});
mkdirSync('folder/two');
