/*---
summary = "An uncaught exception with a future pending ends the process at once: nothing is settled, called back or dropped"
shows = ["spawnFutureThenCall", "Env::spawn_future_with_callback"]
tags = ["future", "uncaught", "lost"]
[expect]
end = "uncaught"
[[on]]
name = "drops-all"
runtimes = ["deno"]
because = "Deno ends its environment after an uncaught exception, and with it the runtime"
---*/
import { announceCaptureDrops, census, futuresWaiting, spawnFutureThenCall } from '#addon';
import { mustNotCall, until } from '#harness';

announceCaptureDrops();
spawnFutureThenCall('never', 'value', mustNotCall('the callback')).finally(mustNotCall('what follows'));
await until(() => futuresWaiting('never') === 1);
console.log('captures:', census().alive);
throw new Error('nobody catches this');
