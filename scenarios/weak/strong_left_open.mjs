/*---
summary = "A strong logger that nobody closes keeps the process alive forever"
shows = ["StrongLogger"]
claim = "best-strong-until-released"
tags = ["strong", "hang"]
timeout = "5s" # Bun and Deno sit it out: nothing proves a hang there
[expect]
end = "hang"
---*/
import { StrongLogger } from '#addon';

// Were it not reachable from here, a garbage collection could release it.
globalThis.logger = new StrongLogger((entry) => console.log(entry));
console.log('logged:', globalThis.logger.log('an entry'));
