/*---
summary = "process.exit() in mid-task waits for the task, forever if that never ends"
shows = ["AsyncTask", "endlessTask"]
tags = ["task", "exit", "hang"]
timeout = "5s" # to prove a hang takes a second, more on a busy machine
[expect]
end = "hang"
hang = "blocked"
[[on]]
name = "does-not-wait"
runtimes = ["bun", "deno"]
because = "Bun and Deno exit without waiting for their pools"
end = "exit 3"
---*/
import { endlessTask } from '#addon';
import { gate } from '#harness';

process.on('exit', (code) => console.log('exit', code));
endlessTask('a');
await gate('a-computes').opened();
process.exit(3);
