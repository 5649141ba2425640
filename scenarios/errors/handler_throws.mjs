/*---
summary = "An uncaughtException handler that itself throws ends the process with exit code 7"
shows = ["reportStepsFatally"]
tags = ["errors", "fatal", "uncaught-exception"]
[expect]
end = "uncaught"
[[on]]
name = "says-null"
runtimes = ["deno"]
because = "Deno reports what napi_fatal_exception raises as null, and knows no exit code 7"
end = "uncaught"
---*/
import { reportStepsFatally } from '#addon';

process.on('uncaughtException', (error) => {
  console.log('handling:', error.message);
  throw new Error('the handler fails too');
});
reportStepsFatally((step) => console.log(step));
