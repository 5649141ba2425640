/*---
summary = "Each value that a ThreadsafeFunction refuses, because it is no function, leaks 40 bytes: the handle that napi had made for it"
shows = ["runJobWithCallbacks", "ThreadsafeFunction"]
claim = "napi 3.16.1, threadsafe_function.rs: reclaim it here to avoid leaking the callback"
holds = "partly"
tags = ["objects", "growth", "leak", "types"]
runtimes = { only = ["node", "deno"], because = "Bun refuses nothing" }
[growth]
leaks = ["native"]
---*/
import { runJobWithCallbacks } from '#addon';
import { iterate } from '#harness';

await iterate(() => {
  try {
    runJobWithCallbacks({ onStep: 42 }, 1);
  } catch {
    return;
  }
  throw new Error('it was not refused');
});
