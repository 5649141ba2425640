/*---
summary = "Two subscriptions to one folder both get its events, and one goes on when the other is unsubscribed"
shows = ["subscribe", "unsubscribe"]
tags = ["exit"]
---*/
import { mkdirSync } from 'node:fs';
import { basename } from 'node:path';
import { subscribe } from '@parcel/watcher';
import { mustCall } from '#harness';

mkdirSync('folder');
let bothHeard;
const heard = [];
const first = await subscribe(
  'folder',
  mustCall((_, events) => hear('first', events)),
);
const second = await subscribe(
  'folder',
  mustCall((_, events) => hear('second', events), 2),
);

function hear(who, [{ path }]) {
  heard.push(`${who}: ${basename(path)}`);
  if (heard.length >= 2) bothHeard();
}
const both = new Promise((resolve) => (bothHeard = resolve));

mkdirSync('folder/one');
await both;
await first.unsubscribe();
const again = new Promise((resolve) => (bothHeard = resolve));
mkdirSync('folder/two');
await again;
await second.unsubscribe();
// Which of the two is called first varies.
console.log(heard.sort());
