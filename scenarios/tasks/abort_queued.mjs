/*---
summary = "An AbortSignal cancels all tasks that are queued with it: their promises reject with an AbortError, and only finally is called"
shows = ["AsyncTask::with_optional_signal", "AbortSignal", "AbortSignal::on_abort", "abortableTask"]
tags = ["task", "abort"]
env = { UV_THREADPOOL_SIZE = "2" }
runtimes = { only = ["node", "bun"], because = "No task is queued in Deno: each has a thread of its own, as tasks/pool_too_small shows" }
[[on]]
name = "rejects-late"
runtimes = ["bun"]
because = "Bun rejects a cancelled task when a thread of the pool takes it out of the queue, not before"
---*/
import { abortableTask, census, takeTaskJournal } from '#addon';
import { occupyPool, ofOthers } from './fixtures/occupied.mjs';
import { turns } from './fixtures/turns.mjs';

const release = await occupyPool();
const controller = new AbortController();
const rejected = [];
const tasks = ['first', 'second', 'third'].map((name) =>
  abortableTask(name, controller.signal).catch((error) => {
    const { name: kind, code, message } = error;
    rejected.push(`${name}: ${kind} ${code} ${message}, the signal's reason: ${error === controller.signal.reason}`);
  }),
);
controller.abort();
await Promise.race([Promise.all(tasks), turns(1000)]);
console.log('while the pool is occupied:', ofOthers(takeTaskJournal()));
console.log('rejected by then:', rejected.length);
await release();
await Promise.all(tasks);
// Of several threads any may be first.
console.log('after that:', ofOthers(takeTaskJournal()).sort());
console.log(rejected.sort());
const { made, dropped } = census();
console.log({ made, dropped });
