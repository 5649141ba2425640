/*---
summary = "Blocking closures have threads of their own: twenty of them block at once, and an async fn still runs on the only other thread"
shows = ["blockInPool", "spawn_blocking"]
tags = ["future", "threads", "many"]
env = { TOKIO_WORKER_THREADS = "1" }
---*/
import { asyncThread, blockInPool, census } from '#addon';
import { gate } from '#harness';

const numbers = Array.from({ length: 20 }, (_, n) => n);
const promises = numbers.map((n) => blockInPool(`blocked-${n}`, 'go'));
for (const n of numbers) await gate(`blocked-${n}`).opened();
console.log('closures that block:', census().alive);
console.log('an async fn still runs on', await asyncThread());

gate('go').open();
console.log('the closures ran on', new Set(await Promise.all(promises)));
