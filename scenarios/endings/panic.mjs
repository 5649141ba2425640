/*---
summary = "A panic in a synchronous native function cannot unwind into JavaScript and aborts the process"
shows = ["panicAcrossBoundary"]
tags = ["ending"]
[expect]
end = "crash SIGABRT"
panics = ["no room for the callback"]
[[on]]
name = "aborts"
profiles = ["abort"]
because = "a panic ends the process at once in such a build, before it comes to where it cannot unwind"
---*/
import { panicAcrossBoundary } from '#addon';

panicAcrossBoundary('no room for the callback');
