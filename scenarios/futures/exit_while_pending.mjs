/*---
summary = "process.exit() with futures pending ends the process at once: nothing is settled, called back, disposed of or dropped"
shows = ["asyncText", "spawnFutureThenCall", "asyncBlock", "DetachedFuture"]
tags = ["future", "exit", "lost"]
[expect]
end = "exit 3"
---*/
import { DetachedFuture, announceCaptureDrops, asyncBlock, asyncText, census } from '#addon';
import { futuresWaiting, spawnFutureThenCall } from '#addon';
import { mustNotCall, until } from '#harness';

announceCaptureDrops();
asyncText('never', 'a value').finally(mustNotCall('what follows'));
spawnFutureThenCall('never', 'value', mustNotCall('the callback'));
asyncBlock('never', 'value', mustNotCall('the disposal'));
new DetachedFuture('never');
await until(() => futuresWaiting('never') === 4);
console.log('captures:', census().alive);
process.exit(3);
