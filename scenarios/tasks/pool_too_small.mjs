/*---
summary = "Tasks that wait for each other never end where they are more than the pool has threads"
shows = ["AsyncTask", "tasksTogether"]
tags = ["task", "pool", "deadlock", "hang"]
timeout = "5s" # to prove a hang takes a second, more on a busy machine
env = { UV_THREADPOOL_SIZE = "3" }
runtimes = { only = ["node", "deno"], because = "Nothing proves that Bun hangs: tasks/pool shows how many tasks it computes at once" }
[expect]
end = "hang"
hang = "idle"
holder = "async work"
[[on]]
name = "has-threads-enough"
runtimes = ["deno"]
because = "Deno gives each task a thread of its own"
end = "exit 0"
---*/
import { tasksTogether } from '#addon';

const most = await Promise.all(tasksTogether(4, 4));
console.log('tasks that computed at once:', ...new Set(most));
