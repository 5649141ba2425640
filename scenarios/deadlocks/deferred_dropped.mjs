/*---
summary = "A deferred that Rust drops unsettled leaves its promise pending and keeps the process alive forever"
shows = ["dropDeferred", "Env::create_deferred"]
tags = ["deadlock", "promise", "hang"]
timeout = "5s" # Bun and Deno sit it out: nothing proves a hang there
[expect]
end = "hang"
hang = "idle"
---*/
import { dropDeferred } from '#addon';
import { mustNotCall } from '#harness';

dropDeferred().then(mustNotCall('the resolution'), mustNotCall('the rejection'));
console.log('waiting');
