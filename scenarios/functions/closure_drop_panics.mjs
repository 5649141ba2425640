/*---
summary = "A panic in the drop of what a closure captured is swallowed, whether the closure is collected or its environment ends"
shows = ["Env::create_function_from_closure", "closureThatPanicsInDrop"]
tags = ["closure", "gc", "panic"]
flags = ["--expose-gc"]
[expect]
panics = ["a panic in a drop"]
[[on]]
name = "leaves-it"
runtimes = ["bun"]
because = "Bun ends the process without running finalizers, so that one of the two is never dropped"
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build: nobody catches it"
end = "crash SIGABRT"
---*/
import { census, closureThatPanicsInDrop } from '#addon';
import { until } from '#harness';

globalThis.kept = closureThatPanicsInDrop();
(() => closureThatPanicsInDrop())();
await until(() => {
  globalThis.gc();
  return census().handlesFinalised >= 1;
});
console.log('collected:', census().handlesFinalised, 'of', census().handlesMade);
