/*---
summary = "backgroundLogger logs only as long as something else keeps the process alive"
shows = ["backgroundLogger", "ThreadsafeFunctionBuilder::weak"]
claim = "use-weak-when-not-keeping-alive"
tags = ["guide", "weak"]
[expect]
end = "exit 0"
within = "3s"
---*/
import { backgroundLogger } from '#addon';
import { until } from '#harness';

const entries = [];
backgroundLogger((entry) => entries.push(entry));

await until(() => entries.length > 0);
console.log(entries[0]);
