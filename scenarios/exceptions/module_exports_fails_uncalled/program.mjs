/*---
summary = "A process in which an addon has refused to load goes on and ends by itself"
shows = ["napi(module_exports)"]
tags = ["errors", "load", "exit"]
[[on]]
name = "aborts"
runtimes = ["deno"]
because = "Deno leaves an exception that a module's registration throws pending; where no native function is called that would throw it, V8 stops the process while it ends"
end = "crash"
---*/
await import('#addon').then(
  () => console.log('loaded'),
  (error) => console.log('refused:', error.message),
);
setImmediate(() => console.log('the event loop turns'));
