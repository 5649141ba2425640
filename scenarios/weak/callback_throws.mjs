/*---
summary = "A weak logger whose callback throws ends the process like a strong one"
shows = ["backgroundLogger"]
tags = ["weak", "throws"]
[expect]
end = "uncaught"
---*/
import { backgroundLogger } from '#addon';

// The logger is weak: without this timer the process would be gone before the first entry.
setInterval(() => {}, 60_000);

backgroundLogger((entry) => {
  throw new Error(`no room for a ${entry}`);
});
