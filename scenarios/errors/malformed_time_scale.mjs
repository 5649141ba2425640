/*---
summary = "The addon refuses to load with a malformed time scale and names the variable"
shows = ["NAPI_HARNESS_TIME_SCALE", "napi(module_exports)"]
tags = ["errors", "load", "time-scale"]
[variants]
scale = ["fast", "1s", "0", "-1", "inf"]
[[on]]
name = "loads"
runtimes = ["bun"]
because = "Bun drops an exception that a module's registration throws"
[[on]]
name = "loads-and-aborts"
runtimes = ["deno"]
because = "Deno goes on after an exception that a module's registration throws, and V8 stops it while it ends"
end = "crash"
---*/
import { variant } from '#harness';

process.env.NAPI_HARNESS_TIME_SCALE = variant.scale;
try {
  await import('#addon');
  console.log('loaded');
} catch (error) {
  // The generated loader looks in more places; what the addon said is the innermost cause.
  let cause = error;
  while (cause.cause) cause = cause.cause;
  console.log(cause.message);
}
