/*---
summary = "A field that is no function refuses the whole object, and the ThreadsafeFunctions of its other fields no longer hold the process"
shows = ["runJobWithCallbacks", "ThreadsafeFunction"]
tags = ["objects", "threads", "types", "exit"]
[expect]
within = "1s"
[[on]]
name = "takes-no-function"
runtimes = ["bun"]
because = "Bun makes a ThreadsafeFunction of anything, and its call fails where nobody catches it"
end = "uncaught"
---*/
import { census, runJobWithCallbacks } from '#addon';
import { mustNotCall } from '#harness';

const onStep = mustNotCall('a step of a job without any');
try {
  runJobWithCallbacks({ onStep, onDone: 42 }, 0);
  console.log('taken');
} catch {
  console.log('refused, threads:', census().senders);
}
