/*---
summary = "A future that blocks the only thread of Tokio's holds up all others until it goes on"
shows = ["blockInFuture", "asyncThread"]
tags = ["future", "async-fn", "threads"]
env = { TOKIO_WORKER_THREADS = "1" }
---*/
import { asyncThread, blockInFuture } from '#addon';
import { gate, until } from '#harness';

const blocking = blockInFuture('blocked', 'go');
await gate('blocked').opened();
let settled = false;
const other = asyncThread().then(() => (settled = true));
let turns = 0;
await until(() => ++turns === 100);
console.log('another settled in a hundred turns of the event loop:', settled);

gate('go').open();
await blocking;
await other;
console.log('afterwards:', settled);
