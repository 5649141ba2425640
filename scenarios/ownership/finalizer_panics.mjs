/*---
summary = "A panic while a collected value's data is dropped aborts the process: no finalizer of napi-rs but that of closures has a guard"
shows = ["makePanickingExternal", "FinalizedResource", "External", "ObjectFinalize"]
tags = ["external", "finalizer", "gc", "panic"]
[variants]
value = ["external", "instance"]
[expect]
end = "crash SIGABRT"
panics = ["it cannot be closed"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build, before it comes to where it cannot unwind"
---*/
import { FinalizedResource, makePanickingExternal } from '#addon';
import { gc, variant } from '#harness';

(() => {
  if (variant.value === 'external') makePanickingExternal('it cannot be closed');
  else new FinalizedResource('it', 'panic');
})();
await gc();
console.log('the process lives');
