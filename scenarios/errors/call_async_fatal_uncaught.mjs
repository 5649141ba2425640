/*---
summary = "Without an uncaughtException handler a throw in call_async of a function that is not callee-handled ends the process before any rejection"
shows = ["askFatally", "ThreadsafeFunction::call_async"]
tags = ["errors", "async", "throws", "fatal"]
runtimes = { only = ["node", "deno"], because = "in Bun the rejection and the end of the process race" }
[expect]
end = "uncaught"
---*/
import { askFatally } from '#addon';
import { mustNotCall } from '#harness';

askFatally('why?', (question) => {
  console.log('asked:', question);
  throw new TypeError('no idea');
}).catch(mustNotCall('a rejection'));
