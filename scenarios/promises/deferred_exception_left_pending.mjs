/*---
summary = "A resolver that leaves an exception pending never settles its promise, and Node.js drops the exception"
shows = ["JsDeferred::resolve", "Function::apply", "settleWithCallback"]
tags = ["promise", "deferred", "errors", "lost"]
[expect]
dropped-exceptions = true
[[on]]
name = "raises"
runtimes = ["bun"]
because = "Bun raises an exception that native code left pending, where Node.js drops it with a warning"
dropped-exceptions = false
[[on]]
name = "nobody-may-catch"
runtimes = ["deno"]
because = "Deno ends with an exception that native code left pending, and hands it to no uncaughtException handler"
end = "uncaught"
dropped-exceptions = false
---*/
import { census, settleWithCallback } from '#addon';
import { mustCall, mustNotCall } from '#harness';

process.on('uncaughtException', ({ message }) => console.log('uncaught:', message));
const callback = mustCall(() => {
  throw new RangeError('thrown');
});
settleWithCallback(callback, 'apply').then(mustNotCall('the resolution'), mustNotCall('the rejection'));

process.on('exit', () => {
  const { made, dropped } = census();
  console.log({ made, dropped });
});
