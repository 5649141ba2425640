/*---
summary = "After shutdown_async_runtime and start_async_runtime futures run again, also when one of them shut it down"
shows = ["shutdownRuntime", "startRuntime", "shutdownRuntimeInFuture", "start_async_runtime"]
tags = ["future", "runtime"]
---*/
import { DetachedFuture, asyncThread, futuresWaiting, shutdownRuntime } from '#addon';
import { shutdownRuntimeInFuture, signalFutures, startRuntime } from '#addon';
import { until } from '#harness';

/** A future that waits in this runtime, for as long as that lives. */
async function settle() {
  new DetachedFuture('never');
  await until(() => futuresWaiting('never') === 1);
}
async function show(when) {
  await until(() => futuresWaiting('never') === 0);
  startRuntime();
  console.log(`${when}, then started: an async fn runs on ${await asyncThread()}`);
}

await settle();
startRuntime();
console.log('started twice, the future still waits:', futuresWaiting('never') === 1);
shutdownRuntime();
shutdownRuntime();
await show('shut down twice');

await settle();
const shutDown = shutdownRuntimeInFuture('go');
signalFutures('go');
console.log('a future has', await shutDown, 'the runtime');
await show('shut down by a future');
