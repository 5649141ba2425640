/*---
summary = "catch_unwind catches what its own function panics with: a panic in a function without it, called back by one with it, still aborts"
shows = ["napi(catch_unwind)", "panicAfterCallback", "panicAcrossBoundary"]
tags = ["errors", "panic", "crash"]
[expect]
end = "crash SIGABRT"
panics = ["nobody catches it"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build, before it comes to where it cannot unwind"
---*/
import { panicAcrossBoundary, panicAfterCallback } from '#addon';
import { record } from '#harness';

try {
  panicAfterCallback(() => panicAcrossBoundary('nobody catches it'));
} catch (error) {
  record('caught', error.message);
}
