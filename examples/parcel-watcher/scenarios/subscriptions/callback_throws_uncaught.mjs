/*---
summary = "A callback that throws ends a process that does not handle it, with the stack of the callback"
shows = ["subscribe"]
tags = ["errors"]
[expect]
end = "uncaught"
---*/
import { mkdirSync } from 'node:fs';
import { subscribe } from '@parcel/watcher';

mkdirSync('folder');
await subscribe('folder', function told() {
  throw new Error('the callback is broken');
});
mkdirSync('folder/seen');
