/*---
summary = "Without an uncaughtException handler a throw in call_async of a function that is not callee-handled ends the process before any rejection"
shows = ["askFatally", "ThreadsafeFunction::call_async"]
tags = ["errors", "async", "throws", "fatal"]
[expect]
end = "uncaught"
---*/
import { askFatally } from '#addon';
import { mustNotCall } from '#harness';

askFatally('why?', (question) => {
  console.log('asked:', question);
  throw new TypeError('no idea');
}).catch(mustNotCall('a rejection'));
