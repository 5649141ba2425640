/*---
summary = "A watcher may be closed in the hook done, and awaited there, or in the turn that opened it: the build goes through, the handler is called, and the process exits"
shows = ["watch", "Watching::close"]
tags = ["watch", "exit"]
[variants]
where = ["done", "at-once"]
watcher = ["node", "native"]
---*/
import { mustCall, record, variant } from '#harness';
import { compilerWith, watcherOption } from '../fixtures/project.mjs';

const { where } = variant;
const close = mustCall(
  () =>
    new Promise((resolve) => {
      record('closing', where);
      watching.close(() => {
        record('closed');
        resolve();
      });
    }),
);
const compiler = compilerWith(({ hooks }) => {
  if (where === 'done') hooks.done.tapPromise('closes', close);
}, watcherOption(variant.watcher));
const watching = compiler.watch({}, (error, stats) => record('handler', { error, errors: stats.hasErrors() }));
if (where === 'at-once') close();
