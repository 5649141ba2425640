/*---
summary = "A `next` under way keeps the process alive forever, though nobody waits for it"
shows = ["AsyncGenerator::next", "Env::spawn_future_with_callback", "AnsweredGenerator"]
tags = ["generator", "async", "hang"]
timeout = "6s" # Bun and Deno sit it out: nothing proves a hang there
[expect]
end = "hang"
hang = "idle"
holder = "unsettled Deferred"
---*/
import { AnsweredGenerator } from '#addon';

globalThis.generator = new AnsweredGenerator();
globalThis.generator[Symbol.asyncIterator]().next();
