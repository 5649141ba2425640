/*---
summary = "Once one task with a signal has ended, the signal cancels none that came after it, and their on_abort is not called"
shows = ["AsyncTask::with_optional_signal", "AbortSignal", "abortableTask"]
tags = ["task", "abort", "lost"]
env = { UV_THREADPOOL_SIZE = "2" }
runtimes = { only = ["node", "bun"], because = "No task is queued in Deno: each has a thread of its own, as tasks/pool_too_small shows" }
---*/
import { abortableTask, takeTaskJournal } from '#addon';
import { gate } from '#harness';
import { occupyPool, ofOthers } from './fixtures/occupied.mjs';

const controller = new AbortController();
for (const name of ['first', 'second']) gate(`${name}-may-end`).open();
console.log(await abortableTask('first', controller.signal));

const release = await occupyPool();
const second = abortableTask('second', controller.signal);
controller.abort();
console.log('at the abortion:', ofOthers(takeTaskJournal()));
await release();
console.log(await second, ofOthers(takeTaskJournal()));
