/*---
summary = "A native function that never returns keeps the main thread busy"
shows = ["computeWithoutEnd"]
tags = ["ending"]
timeout = "1s"
[expect]
end = "timeout"
---*/
import { computeWithoutEnd } from '#addon';

computeWithoutEnd();
