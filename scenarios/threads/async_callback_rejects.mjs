/*---
summary = "An async callback that fails is an unhandled rejection: the promise it returns is ignored"
shows = ["monitorSystemResources", "ThreadsafeFunction::call"]
tags = ["threads", "throws"]
[expect]
end = "uncaught"
---*/
import { monitorSystemResources } from '#addon';

monitorSystemResources(async (err, cpuUsage) => {
  console.log(`CPU Usage: ${cpuUsage}%`);
  if (cpuUsage === 45) throw new Error('too hot, asynchronously');
});
