/*---
summary = "storeCallback's thread owns a reference that it has no Env to borrow from, so the callback is never called"
shows = ["storeCallback", "Function::create_ref"]
claim = "no-env-in-regular-thread"
tags = ["guide", "threads"]
[expect]
end = "exit 0"
within = "3s"
---*/
import { storeCallback } from '#addon';
import { mustNotCall } from '#harness';

console.log('returned', storeCallback(mustNotCall()));
