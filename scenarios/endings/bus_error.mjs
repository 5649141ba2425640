/*---
summary = "SIGBUS, as for a page of a truncated file, is a crash"
shows = ["raiseBusError"]
tags = ["ending"]
[expect]
end = "crash SIGBUS"
---*/
import { raiseBusError } from '#addon';

raiseBusError();
