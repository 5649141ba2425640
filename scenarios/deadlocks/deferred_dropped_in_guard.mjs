/*---
summary = "A deferred in a guard that rejects when it is dropped unsettled settles its promise and lets the process end"
shows = ["dropGuardedDeferred", "Env::create_deferred", "JsDeferred::reject"]
tags = ["deadlock", "promise"]
---*/
import { dropGuardedDeferred } from '#addon';
import { mustCall, mustNotCall } from '#harness';

dropGuardedDeferred().then(
  mustNotCall('the resolution'),
  mustCall((error) => console.log('rejected:', error.message)),
);
console.log('waiting');
