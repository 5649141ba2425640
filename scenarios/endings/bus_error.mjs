/*---
summary = "SIGBUS, as for a page of a file that was cut short, is a crash of its own"
shows = ["raiseBusError"]
tags = ["ending"]
[expect]
end = "crash SIGBUS"
---*/
import { raiseBusError } from '#addon';

raiseBusError();
