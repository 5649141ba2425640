/*---
summary = "A Function kept after the return, in safe Rust, calls another function: whatever lies where its handle points"
shows = ["keepFunction", "callKeptFunction", "Function"]
claim = "crash-when-collected"
tags = ["misuse", "wrong-function"]
runtimes = { only = ["node", "deno"], because = "a stale handle stands for something else in JavaScriptCore, which changes from build to build" }
---*/
import { callKeptFunction, keepFunction } from '#addon';
import { mustCall, mustNotCall } from '#harness';

const kept = mustNotCall('the function that was kept');
const unrelated = mustCall((argument) => `the unrelated function got ${argument}`);

keepFunction(kept);
// Nothing was collected and nothing crashes: `kept` is still alive here.
console.log(callKeptFunction(unrelated));
