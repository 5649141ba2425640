/*---
summary = "An exception that native code leaves pending after it called a callback is dropped by Node.js, with a warning"
shows = ["callAndIgnoreExceptions"]
tags = ["ending"]
[expect]
end = "exit 0"
dropped-exceptions = true
[[on]]
name = "raises"
runtimes = ["bun"]
because = "Bun raises an exception that native code left pending, where Node.js drops it with a warning"
end = "uncaught"
dropped-exceptions = false
[[on]]
name = "aborts"
runtimes = ["deno"]
because = "V8 stops Deno while it ends, after a callback whose exception native code left pending"
end = "crash"
dropped-exceptions = false
---*/
import { callAndIgnoreExceptions } from '#addon';

callAndIgnoreExceptions(() => {
  throw new RangeError('nobody hears of this');
});
