/*---
summary = "An Error in a hook of the first watched build goes to the handler, and then nothing is watched: changes go unnoticed, the process exits, and only invalidate() makes it build again"
shows = ["watch", "invalidate"]
tags = ["watch", "errors", "exit"]
[variants]
watcher = ["node", "native"]
invalidate = [false, true]
---*/
import { writeFileSync } from 'node:fs';
import { record, variant } from '#harness';
import { compilerWith, textOf, watcherOption } from '../fixtures/project.mjs';

let builds = 0;
const compiler = compilerWith(({ hooks }) => {
  hooks.make.tapPromise('faulty', async () => {
    builds += 1;
    if (builds === 1) throw new Error('broken');
  });
}, watcherOption(variant.watcher));
const watching = compiler.watch({}, (error, stats) => {
  record('handler', { error: error && textOf(error), errors: stats?.hasErrors() });
  if (builds > 1) {
    watching.close(() => record('closed'));
    return;
  }
  writeFileSync('project/src/greeting.js', "export default 'good day';");
  if (variant.invalidate) setImmediate(() => watching.invalidate());
});
