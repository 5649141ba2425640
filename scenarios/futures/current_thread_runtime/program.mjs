/*---
summary = "On a current-thread runtime a promise is not settled before somebody calls block_on: it runs no future by itself"
shows = ["create_custom_tokio_runtime", "Env::spawn_future", "block_on"]
tags = ["future", "runtime"]
---*/
import { drive, start } from '#addon';
import { until } from '#harness';

let settled = false;
const promise = start().finally(() => (settled = true));
let turns = 0;
await until(() => ++turns === 100);
console.log('settled in a hundred turns of the event loop:', settled);

drive();
console.log('driven by block_on, it ran on the thread of JavaScript:', await promise);
