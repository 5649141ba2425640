/*---
summary = "A strong function that Rust forgets without dropping it holds the process for ever, its work long done"
shows = ["forgetThreadsafeFunction", "ThreadsafeFunction"]
tags = ["misuse", "hang"]
[expect]
end = "hang"
---*/
import { forgetThreadsafeFunction } from '#addon';

forgetThreadsafeFunction((message) => console.log(message));
