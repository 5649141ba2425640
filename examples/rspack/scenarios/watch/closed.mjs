/*---
summary = "A watcher rebuilds when a file changes, also with Rspack's native watcher, and once watching or compiler is closed the process exits; only the compiler's close runs shutdown"
shows = ["watch", "Watching::close", "close"]
tags = ["watch", "exit"]
[variants]
watcher = ["node", "native"]
closes = ["watching", "compiler"]
---*/
import { writeFileSync } from 'node:fs';
import { mustCall, record, variant } from '#harness';
import { compilerWith, watcherOption } from '../fixtures/project.mjs';

const compiler = compilerWith(({ hooks }) => {
  hooks.watchClose.tap('told', () => record('watchClose'));
  hooks.shutdown.tap('told', () => record('shutdown'));
}, watcherOption(variant.watcher));

let builds = 0;
const watching = compiler.watch({}, (error, stats) => {
  builds += 1;
  const text = stats.compilation.assets['main.js'].source().match(/\('(.*)'\)/)[1];
  record('built', { error, text });
  if (text === 'hello') {
    writeFileSync('project/src/greeting.js', "export default 'good day';");
  } else {
    const closes = { watching, compiler }[variant.closes];
    closes.close(mustCall(() => record('closed')));
  }
});
