/*---
summary = "A panic in a synchronous native function cannot unwind into JavaScript and aborts the process"
shows = ["panicAcrossBoundary"]
tags = ["ending"]
[expect]
end = "crash SIGABRT"
panics = ["no room for the callback"]
---*/
import { panicAcrossBoundary } from '#addon';

panicAcrossBoundary('no room for the callback');
