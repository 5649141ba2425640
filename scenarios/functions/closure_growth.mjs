/*---
summary = "Functions that are made of closures and of raw callbacks, and then collected, accumulate nothing"
shows = ["Env::create_function_from_closure", "Env::create_function", "makeCounter", "curriedSum", "wrapCallback", "functionsOfRawCallbacks"]
tags = ["closure", "growth"]
runtimes = { only = ["node", "bun"], because = "Deno 2.9 itself keeps 24 bytes of each function that Node-API makes" }
[growth]
---*/
import * as addon from '#addon';
import { iterate } from '#harness';

await iterate((i) => {
  addon.makeCounter()();
  addon.curriedSum()(i)(i)(i);
  addon.wrapCallback(() => i)();
  addon.callRawCallback(1);
  addon.functionsOfRawCallbacks('a name').repeat('ha', 2);
  return [...addon.iterableUpTo(3)];
});
