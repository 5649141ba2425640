/*---
summary = "Async work that never ends keeps the process alive forever"
shows = ["AsyncTask", "workWithoutEnd"]
tags = ["hang"]
timeout = "5s" # Bun and Deno sit it out: nothing proves a hang there
[expect]
end = "hang"
hang = "idle"
holder = "async work"
---*/
import { workWithoutEnd } from '#addon';

workWithoutEnd();
