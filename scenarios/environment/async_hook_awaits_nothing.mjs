/*---
summary = "Nothing waits for what an asynchronous cleanup hook starts: it counts as done when its closure returns, so that it has to wait itself"
shows = ["startThreadAtAsyncCleanup", "joinThreadAtAsyncCleanup", "Env::add_async_cleanup_hook"]
claim = "async-cleanup-hook-may-be-asynchronous"
tags = ["exit", "hooks", "threads"]
[[on]]
name = "frees-twice"
runtimes = ["deno"]
because = "Deno frees a hook that has removed itself, as napi-rs has each do, once more"
---*/
import { joinThreadAtAsyncCleanup, startThreadAtAsyncCleanup } from '#addon';
import { role, runChild } from './fixtures/child.mjs';

if (role === undefined) {
  // Its thread waits for a gate that nobody opens: were that waited for, the process would never end.
  runChild(import.meta.url, 'starts a thread');
  runChild(import.meta.url, 'waits for it');
} else if (role === 'starts a thread') {
  startThreadAtAsyncCleanup();
} else {
  joinThreadAtAsyncCleanup();
}
