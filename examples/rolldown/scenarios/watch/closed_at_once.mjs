/*---
summary = "A watcher closed in the turn that created it reports that it is closed, then starts watching and keeps the process alive"
shows = ["watch", "RolldownWatcher::close"]
tags = ["watch", "hang"]
# It waits for changes of files, which nothing proves not to come, so time decides.
timeout = "10s"
[expect]
end = "timeout"
holder = "unsettled Deferred"
---*/
import { writeFileSync } from 'node:fs';
import { watch } from 'rolldown';

writeFileSync('input.js', 'console.log(1)');

const watcher = watch({ input: 'input.js' });
watcher.on('event', async ({ code, result }) => {
  await result?.close();
  console.log(code);
});
watcher.on('close', () => console.log('close'));
await watcher.close();
console.log('closed');
