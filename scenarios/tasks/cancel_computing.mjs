/*---
summary = "AsyncWorkPromise::cancel of a task that computes errs, but the task counts as cancelled: its promise is never settled"
shows = ["Env::spawn", "AsyncWorkPromise::cancel", "spawnHeldTask"]
tags = ["task", "cancel", "lost"]
[[on]]
name = "says-done"
runtimes = ["deno"]
because = "Deno says that it cancels work which a thread computes, and goes on with it"
---*/
import { census, spawnHeldTask, takeTaskJournal } from '#addon';
import { gate, mustNotCall, until } from '#harness';

const { promise, cancel } = spawnHeldTask('a');
promise.then(mustNotCall('the resolution'), mustNotCall('the rejection'));
await gate('a-computes').opened();
try {
  cancel();
  console.log('cancelled');
} catch ({ code, message }) {
  console.log(code, message);
}
gate('a-may-end').open();
const journal = [];
await until(() => journal.push(...takeTaskJournal()) && journal.includes('a: finally'));
console.log(journal);
const { made, dropped } = census();
console.log({ made, dropped });
