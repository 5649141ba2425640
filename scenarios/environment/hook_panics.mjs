/*---
summary = "A panic in a cleanup hook aborts the process, and the hooks behind it do not run"
shows = ["panicAtCleanup", "CleanupHook", "Env::add_env_cleanup_hook"]
tags = ["exit", "hooks", "panic"]
[expect]
end = "crash SIGABRT"
panics = ["the hook has nothing to clean"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build, before it comes to where it cannot unwind"
---*/
import { CleanupHook, panicAtCleanup } from '#addon';

new CleanupHook('first');
panicAtCleanup('the hook has nothing to clean');
new CleanupHook('last');
