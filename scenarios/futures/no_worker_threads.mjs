/*---
summary = "TOKIO_WORKER_THREADS=0 aborts the process while it loads the addon, though nothing has used the runtime yet"
shows = ["start_async_runtime"]
tags = ["future", "runtime", "load", "panic", "crash"]
env = { TOKIO_WORKER_THREADS = "0" }
[expect]
end = "crash SIGABRT"
panics = ['"TOKIO_WORKER_THREADS" cannot be set to 0']
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build, before it comes to where it cannot unwind"
---*/
import { record } from '#harness';

record('loading');
await import('#addon');
record('never reached');
