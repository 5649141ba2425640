/*---
summary = "A native function that never returns keeps the main thread busy"
shows = ["computeWithoutEnd"]
tags = ["ending"]
[expect]
end = "hang"
hang = "busy"
---*/
import { computeWithoutEnd } from '#addon';

computeWithoutEnd();
