/*---
summary = "A runtime given to create_custom_tokio_runtime in module_init runs all futures, until it is shut down: what starts then is napi's own"
shows = ["create_custom_tokio_runtime", "module_init", "shutdown_async_runtime", "start_async_runtime"]
tags = ["future", "runtime"]
env = { TOKIO_WORKER_THREADS = "3" }
---*/
import { asyncThread, blockingThread, restart, workers } from '#addon';

async function show(when) {
  const threads = `async fn on ${await asyncThread()}, closure on ${await blockingThread()}`;
  console.log(`${when}: ${threads}, ${workers()} worker(s)`);
}

await show('at first');
restart();
await show('restarted');
