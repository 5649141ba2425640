/*---
summary = "A future spawned for nobody goes on though its handle is collected, and abort() drops it where it waits"
shows = ["DetachedFuture", "spawn"]
tags = ["future", "detached", "gc"]
---*/
import { DetachedFuture, census, futuresWaiting, signalFutures, takeCaptureDrops } from '#addon';
import { gc, until } from '#harness';

const forget = () => void new DetachedFuture('forgotten');
forget();
await until(() => futuresWaiting('forgotten') === 1);
for (let i = 0; i < 5; i++) await gc();
console.log('waits though its handle is collected:', futuresWaiting('forgotten') === 1);
signalFutures('forgotten');
await until(() => census().alive === 0);
console.log('ended, and dropped:', takeCaptureDrops());

const aborted = new DetachedFuture('never');
await until(() => futuresWaiting('never') === 1);
console.log('finished:', aborted.isFinished);
aborted.abort();
await until(() => census().alive === 0 && aborted.isFinished);
console.log('aborted, and dropped:', takeCaptureDrops());
