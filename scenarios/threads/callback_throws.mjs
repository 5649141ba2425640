/*---
summary = "What a threadsafe function's callback throws is an uncaught exception, though CalleeHandled is true"
shows = ["monitorSystemResources", "ThreadsafeFunction::call"]
claim = "parameter-callee-handled"
tags = ["threads", "throws"]
[expect]
end = "uncaught"
---*/
import { monitorSystemResources } from '#addon';

monitorSystemResources((err, cpuUsage) => {
  console.log(`CPU Usage: ${cpuUsage}%`);
  if (cpuUsage === 45) throw new Error('too hot');
});
