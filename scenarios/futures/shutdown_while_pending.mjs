/*---
summary = "shutdown_async_runtime drops the futures and never settles their promises, which hold the process for ever"
shows = ["shutdownRuntime", "shutdown_async_runtime", "spawnFutureThenCall", "asyncBlock"]
tags = ["future", "runtime", "lost", "hang"]
# Bun and Deno sit it out: nothing proves a hang there.
timeout = "6s"
[expect]
end = "hang"
hang = "idle"
holder = "unsettled Deferred"
---*/
import { asyncBlock, asyncText, census, futuresWaiting, shutdownRuntime } from '#addon';
import { spawnFutureThenCall, takeCaptureDrops } from '#addon';
import { mustNotCall, until } from '#harness';

asyncText('never', 'a value').finally(mustNotCall('what follows'));
spawnFutureThenCall('never', 'value', mustNotCall('the callback')).catch(mustNotCall('a rejection'));
asyncBlock('never', 'value', mustNotCall('the disposal')).catch(mustNotCall('a rejection'));
await until(() => futuresWaiting('never') === 3);
shutdownRuntime();
await until(() => census().alive === 0);
console.log(takeCaptureDrops());
