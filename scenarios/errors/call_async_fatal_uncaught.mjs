/*---
summary = "Without an uncaughtException handler a throw in call_async of a function that is not callee-handled ends the process before any rejection"
shows = ["askFatally", "ThreadsafeFunction::call_async"]
tags = ["errors", "async", "throws", "fatal"]
[expect]
end = "uncaught"
[[on]]
name = "rejects-first"
sometimes = true
runtimes = ["bun"]
because = "Bun goes on after the exception until it ends the process, and the rejection sometimes comes in between"
---*/
import { askFatally } from '#addon';

askFatally('why?', (question) => {
  console.log('asked:', question);
  throw new TypeError('no idea');
}).catch(() => console.log('rejected'));
