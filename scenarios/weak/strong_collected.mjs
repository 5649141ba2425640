/*---
summary = "A strong logger that only JavaScript owned is released when its object is collected, and the process exits"
shows = ["StrongLogger"]
tags = ["strong", "gc", "exit"]
flags = ["--expose-gc"]
[expect]
end = "exit 0"
---*/
import { StrongLogger } from '#addon';
import { gc, pace } from '#harness';

let logger = new StrongLogger((entry) => {
  console.log(entry);
  // The timer is unref'd: that it fires at all is the logger's doing.
  setTimeout(async () => {
    console.log('forgetting the logger');
    logger = undefined;
    await gc();
  }, pace(2000)).unref();
});
logger.log('an entry');

process.on('exit', () => console.log('exit'));
