/*---
summary = "A strong function that Rust forgets without dropping it keeps the process alive forever, long after its work is done"
shows = ["forgetThreadsafeFunction", "ThreadsafeFunction"]
tags = ["misuse", "hang"]
timeout = "5s" # Bun and Deno sit it out: nothing proves a hang there
[expect]
end = "hang"
---*/
import { forgetThreadsafeFunction } from '#addon';

forgetThreadsafeFunction((message) => console.log(message));
