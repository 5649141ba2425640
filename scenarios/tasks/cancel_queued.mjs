/*---
summary = "AsyncWorkPromise::cancel rejects a task that is queued, and does nothing to one that has ended"
shows = ["Env::spawn", "AsyncWorkPromise::cancel", "spawnHeldTask"]
tags = ["task", "cancel"]
env = { UV_THREADPOOL_SIZE = "2" }
runtimes = { only = ["node", "bun"], because = "No task is queued in Deno: each has a thread of its own, as tasks/pool_too_small shows" }
---*/
import { spawnHeldTask, takeTaskJournal } from '#addon';
import { gate } from '#harness';
import { occupyPool, ofOthers } from './fixtures/occupied.mjs';

const release = await occupyPool();
const queued = spawnHeldTask('queued');
queued.cancel();
const rejected = queued.promise.catch(({ name, code, message }) => console.log('rejected:', name, code, message));
await release();
await rejected;
queued.cancel();
console.log(ofOthers(takeTaskJournal()));

gate('ended-may-end').open();
const ended = spawnHeldTask('ended');
console.log(await ended.promise);
ended.cancel();
console.log(takeTaskJournal());
