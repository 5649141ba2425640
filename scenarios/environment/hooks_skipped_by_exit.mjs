/*---
summary = "process.exit() on the main thread runs neither cleanup hooks nor finalizers"
shows = ["CleanupHook", "Env::add_env_cleanup_hook", "Env::set_instance_data"]
tags = ["exit", "hooks"]
---*/
import { CleanupHook, addNote, makeTally, printDrops, setNotes } from '#addon';

printDrops();
globalThis.kept = makeTally('external');
setNotes('instance data');
addNote('kept');
new CleanupHook('hook');
process.on('exit', () => console.log('exit handler'));
process.exit();
