/*---
summary = "block_on of a promise blocks the thread that would settle it, also if it is resolved already: a deadlock"
shows = ["blockOnPromise", "block_on", "Promise"]
tags = ["future", "block-on", "deadlock", "hang"]
timeout = "4s" # Bun and Deno sit it out: nothing proves a hang there
[expect]
end = "hang"
hang = "blocked"
---*/
import { blockOnPromise } from '#addon';
import { record } from '#harness';

record('waiting');
blockOnPromise(Promise.resolve('a value'));
record('never reached');
