/*---
summary = "A callback sees the AsyncLocalStorage store of whoever has it called, or the store of when it was handed over, by the way of calling it"
shows = ["FunctionRef::borrow_back", "ThreadsafeFunction::call", "Env::spawn_future_with_callback", "Task::resolve", "triggerReference", "triggerThreadsafe", "triggerFuture", "triggerTask"]
tags = ["async-context", "threads", "async"]
[[on]]
name = "forgets"
runtimes = ["node >=24", "deno"]
because = "Node.js keeps the store in an AsyncContextFrame there, which these calls do not bring along; Deno brings none along either"
link = "https://github.com/nodejs/node/pull/55552"
[[on]]
name = "keeps-one"
runtimes = ["bun"]
because = "Bun brings the store along for the callback of a ThreadsafeFunction, and not for what Rust calls when a future or a task is done"
---*/
import { AsyncLocalStorage } from 'node:async_hooks';
import { triggerFuture, triggerReference, triggerTask, triggerThreadsafe } from '#addon';
import { mustCall } from '#harness';

const storage = new AsyncLocalStorage();
const ways = { triggerReference, triggerThreadsafe, triggerFuture, triggerTask };

for (const [name, way] of Object.entries(ways)) {
  const seen = await new Promise((resolve) => {
    const trigger = storage.run('of when it was handed over', () => way(mustCall(() => resolve(storage.getStore()))));
    storage.run('of the trigger', trigger);
  });
  console.log(name, 'sees the store', seen);
}
