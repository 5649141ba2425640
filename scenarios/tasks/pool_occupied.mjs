/*---
summary = "Tasks that occupy the whole pool keep JavaScript from reading files until one of them is done"
shows = ["AsyncTask", "heldTask"]
tags = ["task", "pool"]
env = { UV_THREADPOOL_SIZE = "2" }
[[on]]
name = "has-threads-left"
runtimes = ["deno"]
because = "Deno gives each task a thread of its own"
---*/
import { readFile } from 'node:fs/promises';
import { until } from '#harness';
import { occupyPool } from './fixtures/occupied.mjs';

const release = await occupyPool();
let read = false;
const reading = readFile(new URL(import.meta.url)).then(() => (read = true));
let turns = 0;
await until(() => read || ++turns === 20_000);
console.log('a file is read while the tasks compute:', read);
await release();
await reading;
console.log('then:', read);
