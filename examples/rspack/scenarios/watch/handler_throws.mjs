/*---
summary = "What the handler of a watcher throws is an uncaught exception; if the process handles it, nothing is watched any more, and the process exits"
shows = ["watch"]
tags = ["watch", "errors", "exit"]
---*/
import { writeFileSync } from 'node:fs';
import { mustCall } from '#harness';
import { compilerWith } from '../fixtures/project.mjs';

process.on('uncaughtException', mustCall((error) => console.log('uncaught:', error.message)));
const compiler = compilerWith();
const handler = mustCall(() => {
  writeFileSync('project/src/greeting.js', "export default 'good day';");
  throw new Error('the handler is broken');
});
compiler.watch({}, handler);
