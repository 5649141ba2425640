/*---
summary = "Comparing a folder with an earlier snapshot reports what was created, changed and deleted in between, without a subscription"
shows = ["writeSnapshot", "getEventsSince"]
tags = ["exit"]
---*/
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { getEventsSince, writeSnapshot } from '@parcel/watcher';

mkdirSync('folder');
for (const name of ['changed', 'deleted', 'kept']) writeFileSync(`folder/${name}`, '');
await writeSnapshot('folder', 'folder.snapshot');

writeFileSync('folder/made', '');
writeFileSync('folder/changed', 'more');
rmSync('folder/deleted');
const events = await getEventsSince('folder', 'folder.snapshot');
console.log(events.map(({ type, path }) => `${type} ${basename(path)}`).sort());

await getEventsSince('folder', 'no.snapshot').catch(({ message }) => console.log(message));
