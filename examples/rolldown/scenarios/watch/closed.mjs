/*---
summary = "A watcher rebuilds when a file changes, and once it is closed the process exits"
shows = ["watch", "RolldownWatcher::close"]
tags = ["watch", "exit"]
---*/
import { writeFileSync } from 'node:fs';
import { watch } from 'rolldown';
import { mustCall, record } from '#harness';

writeFileSync('input.js', 'console.log(1)');

let builds = 0;
const watcher = watch({
  input: 'input.js',
  plugins: [
    {
      name: 'told',
      generateBundle(_, bundle) {
        record('bundled', Object.values(bundle)[0].code.match(/log\((.*)\)/)[1]);
      },
      watchChange: (id, { event }) => record('changed', event),
      closeWatcher: mustCall(() => record('closeWatcher')),
    },
  ],
});
watcher.on('close', mustCall(() => record('close')));
watcher.on('event', async ({ code, result }) => {
  await result?.close();
  if (code !== 'END') return;
  builds += 1;
  if (builds === 1) {
    writeFileSync('input.js', 'console.log(2)');
  } else {
    await watcher.close();
    console.log('closed');
  }
});
