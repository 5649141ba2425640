/*---
summary = "Whatever needs the runtime after shutdown_async_runtime aborts the process, until start_async_runtime"
shows = ["shutdownRuntime", "shutdown_async_runtime", "asyncThread", "blockOnFailure", "runtimeWithin"]
tags = ["future", "runtime", "panic", "crash"]
[variants]
function = ["asyncThread", "blockOnFailure", "runtimeWithin"]
[expect]
end = "crash SIGABRT"
panics = ["Access tokio runtime failed in"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build, before it comes to where it cannot unwind"
---*/
import * as addon from '#addon';
import { record, variant } from '#harness';

addon.shutdownRuntime();
record('shut down');
addon[variant.function]();
record('never reached');
