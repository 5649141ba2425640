/*---
summary = "At a natural exit cleanup hooks run after the exit handlers, the last one first, and only then are finalizers run; a removed hook does not run, and its data leaks"
shows = ["CleanupHook", "Env::add_env_cleanup_hook", "Env::remove_env_cleanup_hook"]
tags = ["exit", "hooks", "leak"]
[[on]]
name = "leaves-external"
runtimes = ["bun"]
because = "Bun does not drop the data of an external that is held at exit"
[[on]]
name = "external-first"
runtimes = ["deno"]
because = "Deno runs the finalizers of values before the hooks"
---*/
import { CleanupHook, addNote, makeTally, printDrops, setNotes } from '#addon';

printDrops();
globalThis.kept = makeTally('external');
setNotes('instance data');
addNote('kept');
new CleanupHook('first');
const removed = new CleanupHook('removed');
new CleanupHook('last');
removed.remove();
// A second time there is nothing to remove.
removed.remove();
process.on('exit', () => console.log('exit handler'));
