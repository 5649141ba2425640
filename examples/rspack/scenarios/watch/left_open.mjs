/*---
summary = "A watcher that is left open keeps the process alive: Node.js's watchers of its files do"
shows = ["watch"]
tags = ["watch", "hang"]
# It waits for changes of files, which nothing proves not to come, so time decides.
timeout = "3s"
[expect]
end = "timeout"
---*/
import { until } from '#harness';
import { compilerWith } from '../fixtures/project.mjs';

compilerWith().watch({}, async (error, stats) => {
  console.log({ error, errors: stats.hasErrors() });
  await until(() => process.getActiveResourcesInfo().includes('FSEventWrap'));
  console.log('watching');
});
