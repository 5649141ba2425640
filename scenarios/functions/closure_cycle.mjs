/*---
summary = "A Rust closure that refers to a callback which closes over the closure's own function is never collected"
shows = ["Env::create_function_from_closure", "FunctionRef", "wrapCallback"]
tags = ["closure", "growth", "leak"]
runtimes = { only = ["node", "deno"], because = "Bun does not tell its references" }
[growth]
leaks = ["references", "heap", "native"]
---*/
import { wrapCallback } from '#addon';
import { iterate } from '#harness';

await iterate(() => {
  const wrapped = wrapCallback(() => wrapped);
});
