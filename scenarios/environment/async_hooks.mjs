/*---
summary = "An asynchronous cleanup hook runs in its place among the others, on JavaScript's thread; a removed one does not run, and its data leaks"
shows = ["AsyncCleanup", "CleanupHook", "Env::add_removable_async_cleanup_hook", "AsyncCleanupHook"]
tags = ["exit", "hooks", "leak"]
[[on]]
name = "frees-twice"
runtimes = ["deno"]
because = "Deno frees a hook that has removed itself, as napi-rs has each do, once more"
---*/
import { AsyncCleanup, CleanupHook, printDrops } from '#addon';
import { role, runChild } from './fixtures/child.mjs';

if (role === undefined) {
  runChild(import.meta.url, 'has hooks');
} else {
  printDrops();
  new CleanupHook('first');
  new AsyncCleanup('second');
  const removed = new AsyncCleanup('removed');
  new AsyncCleanup('third');
  new CleanupHook('last');
  removed.remove();
}
