/*---
summary = "A future or closure spawned for nobody does not hold the process: the future is dropped at its end, a closure that blocks is left"
shows = ["DetachedFuture", "blockDetached", "spawn", "spawn_blocking", "shutdown_async_runtime"]
tags = ["future", "detached", "exit", "lost"]
env = { TOKIO_WORKER_THREADS = "1" }
[variants]
pattern = ["future", "closure"]
---*/
import { DetachedFuture, announceCaptureDrops, blockDetached, futuresWaiting } from '#addon';
import { gate, until, variant } from '#harness';

announceCaptureDrops();
if (variant.pattern === 'future') {
  new DetachedFuture('never');
  await until(() => futuresWaiting('never') === 1);
} else {
  blockDetached('blocked', 'never');
  await gate('blocked').opened();
}
process.on('exit', (code) => console.log('the process exits with', code));
