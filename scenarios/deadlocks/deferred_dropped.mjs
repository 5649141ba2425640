/*---
summary = "A deferred that Rust drops unsettled leaves its promise pending and holds the process for ever"
shows = ["dropDeferred", "Env::create_deferred"]
tags = ["misuse", "hang"]
[expect]
end = "hang"
---*/
import { dropDeferred } from '#addon';
import { mustNotCall } from '#harness';

dropDeferred().then(mustNotCall('the resolution'), mustNotCall('the rejection'));
console.log('waiting');
