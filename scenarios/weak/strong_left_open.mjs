/*---
summary = "A strong logger that nobody closes keeps the process alive forever"
shows = ["StrongLogger"]
claim = "Best Practices: Strong references keep the process alive until explicitly released"
holds = "yes"
tags = ["strong", "hang"]
[expect]
end = "hang"
---*/
import { StrongLogger } from '#addon';

// Were it not reachable from here, a garbage collection could release it.
globalThis.logger = new StrongLogger((entry) => console.log(entry));
console.log('logged:', globalThis.logger.log('an entry'));
