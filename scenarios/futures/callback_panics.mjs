/*---
summary = "A panic in what a future runs on JavaScript's thread, callback, map or disposal, aborts the process: nothing catches it there"
shows = ["Env::spawn_future_with_callback", "AsyncBlockBuilder::build_with_map", "AsyncBlockBuilder::with_dispose"]
tags = ["future", "panic", "crash"]
[variants]
function = ["spawnFutureThenPanic", "asyncBlockWithMapThatPanics", "asyncBlockThatPanics"]
[expect]
end = "crash SIGABRT"
panics = ["panicked"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build, before it comes to where it cannot unwind"
---*/
import * as addon from '#addon';
import { mustNotCall, variant } from '#harness';

addon[variant.function]().finally(mustNotCall('what follows'));
