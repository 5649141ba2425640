/*---
summary = "A watcher that is left open keeps the process alive"
shows = ["watch"]
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
