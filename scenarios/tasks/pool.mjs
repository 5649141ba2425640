/*---
summary = "As many tasks compute at once as UV_THREADPOOL_SIZE says; the others wait for their turn"
shows = ["AsyncTask", "tasksTogether"]
tags = ["task", "pool", "many"]
env = { UV_THREADPOOL_SIZE = "3" }
runtimes = { only = ["node", "bun"], because = "Deno gives each task a thread of its own, as tasks/pool_too_small shows" }
---*/
import { tasksTogether } from '#addon';

const most = await Promise.all(tasksTogether(12, 3));
console.log('tasks that computed at once:', ...new Set(most));
