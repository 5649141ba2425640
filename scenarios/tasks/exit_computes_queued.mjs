/*---
summary = "process.exit() has the pool compute every task that is queued, though none is resolved any more"
shows = ["AsyncTask", "announcedTask"]
tags = ["task", "exit"]
env = { UV_THREADPOOL_SIZE = "1" }
runtimes = { only = ["node"], because = "Bun and Deno wait for no task, as tasks/exit_in_mid_task shows" }
[expect]
end = "exit 3"
---*/
import { announcedTask, takeTaskJournal } from '#addon';
import { gate, mustNotCall } from '#harness';

for (const name of ['first', 'second', 'third']) announcedTask(name).then(mustNotCall(`the resolution of ${name}`));
await gate('first-computes').opened();
process.on('exit', () => {
  console.log('at exit:', takeTaskJournal());
  for (const name of ['first', 'second', 'third']) gate(`${name}-may-end`).open();
});
process.exit(3);
