/*---
summary = "Futures that end, with a value or an error, accumulate nothing: neither promises nor instances nor callbacks"
shows = ["asyncText", "asyncReject", "AsyncCounter", "spawnFutureThenCall", "asyncBlock", "DetachedFuture"]
tags = ["future", "growth"]
[growth]
iterations = 500
---*/
import { AsyncCounter, DetachedFuture, asyncBlock, asyncReject, asyncText } from '#addon';
import { signalFutures, spawnFutureThenCall, takeCaptureDrops } from '#addon';
import { iterate } from '#harness';

signalFutures('now');
const ignore = () => {};
await iterate(async () => {
  const counter = new AsyncCounter(1);
  new DetachedFuture('now');
  await Promise.all([
    asyncText('now', 'a value'),
    asyncReject('now', 'no luck').catch(ignore),
    counter.countAfter('now'),
    counter.rejectAfter('now').catch(ignore),
    spawnFutureThenCall('now', 'value', () => 'called back'),
    spawnFutureThenCall('now', 'error', ignore).catch(ignore),
    asyncBlock('now', 'value', ignore),
    asyncBlock('now', 'error', ignore).catch(ignore),
  ]);
  takeCaptureDrops();
});
