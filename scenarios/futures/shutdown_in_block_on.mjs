/*---
summary = "shutdown_async_runtime in block_on waits for the lock that block_on holds: a deadlock"
shows = ["shutdownRuntimeInBlockOn", "shutdown_async_runtime", "block_on"]
tags = ["future", "runtime", "block-on", "deadlock", "hang"]
timeout = "4s" # Bun and Deno sit it out: nothing proves a hang there
[expect]
end = "hang"
hang = "blocked"
---*/
import { shutdownRuntimeInBlockOn } from '#addon';
import { record } from '#harness';

record('shutting down');
shutdownRuntimeInBlockOn();
record('never reached');
