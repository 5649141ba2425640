/*---
summary = "Values that Rust makes in a loop stay alive until its call returns, unless each is made in a handle scope"
shows = ["HandleScope", "EscapableHandleScope", "Env::run_in_scope", "makeTexts"]
tags = ["sync", "scope", "gc"]
flags = ["--expose-gc"]
[[on]]
name = "frees-nothing"
runtimes = ["deno"]
because = "a scope that is closed frees nothing there before the call returns"
---*/
import { makeTexts } from '#addon';
import { mustCall } from '#harness';

const megabytes = () => process.memoryUsage().heapUsed / 1e6;

for (const scoping of ['none', 'handleScope', 'runInScope', 'escapable']) {
  globalThis.gc();
  const before = megabytes();
  let held;
  // 100 texts of 100 kB each.
  const letters = makeTexts(
    100,
    100_000,
    scoping,
    mustCall(() => {
      globalThis.gc();
      held = megabytes() - before;
    }),
  );
  console.log(`${scoping}: ${letters} letters made, ${held > 5 ? 'alive' : 'collected'} before the call returns`);
}
