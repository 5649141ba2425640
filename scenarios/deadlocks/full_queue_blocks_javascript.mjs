/*---
summary = "A Blocking call on the JavaScript thread into a full queue waits for itself: a deadlock"
shows = ["blockOnOwnQueue", "ThreadsafeFunctionCallMode::Blocking"]
claim = "blocking-blocks-indefinitely"
tags = ["deadlock", "queue", "hang"]
[expect]
end = "hang"
hang = "blocked"
---*/
import { blockOnOwnQueue } from '#addon';
import { mustNotCall, record } from '#harness';

record('blocking');
blockOnOwnQueue(mustNotCall('a callback of a blocked thread'));
record('never reached');
