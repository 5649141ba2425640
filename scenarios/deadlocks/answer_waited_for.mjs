/*---
summary = "A sync fn that waits on a channel for JavaScript's answer blocks the thread that must answer: a deadlock"
shows = ["askAndWait", "ThreadsafeFunction::call_with_return_value"]
tags = ["deadlock", "channel", "hang"]
timeout = "5s" # Bun and Deno sit it out: nothing proves a hang there
[expect]
end = "hang"
hang = "blocked"
---*/
import { askAndWait } from '#addon';
import { mustNotCall, record } from '#harness';

record('asking');
askAndWait('Who is there?', mustNotCall('an answer from a blocked thread'));
record('never reached');
