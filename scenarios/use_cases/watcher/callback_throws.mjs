/*---
summary = "What onChange or onError throws, or rejects with, nobody catches: it ends the process; so does an error without onError"
shows = ["FileWatcher"]
tags = ["use-case", "watcher", "errors", "fatal"]
[variants]
how = ["throws-in-onChange", "rejects-in-onChange", "throws-in-onError", "no-onError"]
[expect]
end = "uncaught"
[[on]]
name = "says-null"
runtimes = ["deno"]
sometimes = true
because = "Deno loses now and then what a native callback throws, and reports null"
---*/
import { mkdirSync, rmSync } from 'node:fs';
import { FileWatcher } from '#addon';
import { variant } from '#harness';

mkdirSync('folder');
const fails = (where) => () => {
  console.log('called:', where);
  if (variant.how === `throws-in-${where}`) throw new Error(variant.how);
  if (variant.how === `rejects-in-${where}`) return Promise.reject(new Error(variant.how));
};
const onError = variant.how === 'no-onError' ? undefined : fails('onError');
new FileWatcher({ folder: 'folder', onChange: fails('onChange'), onError });
if (variant.how.endsWith('onChange')) mkdirSync('folder/sub');
else rmSync('folder', { recursive: true });
