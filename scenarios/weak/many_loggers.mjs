/*---
summary = "Fifty weak loggers, each with an endless thread, keep the process alive no more than one does"
shows = ["backgroundLogger", "ThreadsafeFunctionBuilder::weak"]
tags = ["weak", "exit", "many"]
[expect]
end = "exit 0"
within = "3s"
---*/
import { backgroundLogger } from '#addon';
import { until } from '#harness';

const heard = new Set();
for (let logger = 0; logger < 50; logger++) {
  backgroundLogger(() => heard.add(logger));
}
await until(() => heard.size === 50);
console.log('every logger was heard; nothing holds the process now');
