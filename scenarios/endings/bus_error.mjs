/*---
summary = "SIGBUS, as for a page of a truncated file, is a crash"
shows = ["raiseBusError"]
tags = ["ending"]
[expect]
end = "crash SIGBUS"
[[on]]
name = "survives"
runtimes = ["deno"]
because = "Deno has a handler for SIGBUS, and goes on when raise(3) sends it"
end = "exit 0"
---*/
import { raiseBusError } from '#addon';

raiseBusError();
