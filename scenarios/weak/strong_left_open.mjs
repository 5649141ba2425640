/*---
summary = "A strong logger that nobody closes keeps the process alive forever"
shows = ["StrongLogger"]
claim = "best-strong-until-released"
tags = ["strong", "hang"]
[expect]
end = "hang"
---*/
import { StrongLogger } from '#addon';

// Were it not reachable from here, a garbage collection could release it.
globalThis.logger = new StrongLogger((entry) => console.log(entry));
console.log('logged:', globalThis.logger.log('an entry'));
