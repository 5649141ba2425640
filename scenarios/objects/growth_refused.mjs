/*---
summary = "Each value that a ThreadsafeFunction refuses, because it is no function, leaks 40 bytes: the handle that napi had made for it"
shows = ["runJobWithCallbacks", "ThreadsafeFunction"]
claim = "refused-callback-is-reclaimed"
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
