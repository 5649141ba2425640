/*---
summary = "Each promise that shutdown_async_runtime leaves unsettled leaks its handle in the event loop, two references and what they hold"
shows = ["shutdownRuntime", "startRuntime", "spawnFuture", "shutdown_async_runtime"]
tags = ["future", "runtime", "growth", "leak"]
runtimes = { only = ["node"], because = "Bun counts neither handles nor references" }
[growth]
iterations = 100
leaks = ["handles", "references", "heap", "native"]
---*/
import { shutdownRuntime, spawnFuture, startRuntime, takeCaptureDrops } from '#addon';
import { iterate } from '#harness';

await iterate(() => {
  spawnFuture('never', 'value');
  shutdownRuntime();
  startRuntime();
  takeCaptureDrops();
});
process.exit();
