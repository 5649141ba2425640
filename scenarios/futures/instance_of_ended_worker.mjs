/*---
summary = "A worker that ends drops the instance of an async method that is still pending: its &self dangles from then on"
shows = ["AsyncCounter", "orphanedAsyncMethods", "NativeBorrowScope"]
claim = "borrow-scope-outlives-references"
tags = ["future", "async-fn", "worker", "use-after-free"]
[[on]]
name = "leaves-it"
runtimes = ["deno"]
because = "Deno does not finalise the instances of a worker that ends"
---*/
import { once } from 'node:events';
import { Worker, isMainThread } from 'node:worker_threads';
import { AsyncCounter, census, futuresWaiting, orphanedAsyncMethods, signalFutures } from '#addon';
import { until } from '#harness';

if (isMainThread) {
  await once(new Worker(new URL(import.meta.url)), 'exit');
  console.log('methods that wait:', futuresWaiting('go'));
  console.log('instances finalised:', census().handlesFinalised);

  // The method finds out that the instance is gone without touching it; one that uses its &self reads freed memory.
  signalFutures('go');
  await until(() => census().alive === 0);
  console.log('methods that went on without their instance:', orphanedAsyncMethods());
} else {
  new AsyncCounter(1).outlast('go');
  await until(() => futuresWaiting('go') === 1);
  process.exit();
}
