/*---
summary = "An AsyncCleanupHook that is dropped with an instance at exit, when its hook has run, is removed twice and brings the process down"
shows = ["CarelessAsyncCleanup", "AsyncCleanupHook", "Env::add_removable_async_cleanup_hook"]
claim = "dropped-hook-is-removed"
tags = ["exit", "hooks", "misuse"]
[[on]]
name = "survives"
runtimes = ["bun"]
because = "Bun bears that a hook is removed twice"
[[on]]
name = "removes"
runtimes = ["deno"]
because = "Deno runs the finalizers of values before the hooks, so that the hook is removed before it would run"
---*/
import { CarelessAsyncCleanup } from '#addon';
import { role, runChild } from './fixtures/child.mjs';

if (role === undefined) runChild(import.meta.url, 'keeps the handle');
else globalThis.kept = new CarelessAsyncCleanup('hook');
