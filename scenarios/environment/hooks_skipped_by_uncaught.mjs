/*---
summary = "An uncaught exception on the main thread ends the process without cleanup hooks and without finalizers"
shows = ["CleanupHook", "Env::add_env_cleanup_hook", "Env::set_instance_data"]
tags = ["exit", "hooks", "throws"]
[expect]
end = "uncaught"
[[on]]
name = "runs-hooks"
runtimes = ["deno"]
because = "Deno runs the hooks and the finalizers of instance data, and no exit handler"
---*/
import { CleanupHook, addNote, makeTally, printDrops, setNotes } from '#addon';

printDrops();
globalThis.kept = makeTally('external');
setNotes('instance data');
addNote('kept');
new CleanupHook('hook');
process.on('exit', () => console.log('exit handler'));
throw new Error('nobody catches this');
