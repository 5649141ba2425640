/*---
summary = "Async work that never ends holds the process for ever"
shows = ["AsyncTask", "workWithoutEnd"]
tags = ["hang"]
[expect]
end = "hang"
hang = "idle"
holder = "async work"
---*/
import { workWithoutEnd } from '#addon';

workWithoutEnd();
