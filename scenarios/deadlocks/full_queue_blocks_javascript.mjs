/*---
summary = "A Blocking call on the JavaScript thread into a full queue waits for itself: a deadlock, where NonBlocking gets QueueFull"
shows = ["blockOnOwnQueue", "ThreadsafeFunctionCallMode::Blocking"]
claim = "blocking-blocks-indefinitely"
tags = ["deadlock", "queue", "hang"]
timeout = "5s" # Bun and Deno sit it out: nothing proves a hang there
[expect]
end = "hang"
hang = "blocked"
---*/
import { blockOnOwnQueue } from '#addon';
import { mustNotCall, record } from '#harness';

record('calling');
blockOnOwnQueue(mustNotCall('a callback of a blocked thread'), record);
record('never reached');
