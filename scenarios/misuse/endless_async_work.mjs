/*---
summary = "Async work that never ends keeps the process alive forever"
shows = ["AsyncTask", "workWithoutEnd"]
tags = ["hang"]
[expect]
end = "hang"
hang = "idle"
holder = "async work"
---*/
import { workWithoutEnd } from '#addon';

workWithoutEnd();
