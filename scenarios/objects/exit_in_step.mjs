/*---
summary = "process.exit() in a callback of a job ends the process in mid-job: no further callback comes"
shows = ["runJobWithCallbacks"]
tags = ["objects", "threads", "exit"]
[expect]
end = "exit 3"
---*/
import { runJobWithCallbacks } from '#addon';
import { mustNotCall } from '#harness';

runJobWithCallbacks(
  {
    onStep(step) {
      console.log(step);
      if (step === 'step 2') process.exit(3);
    },
    onDone: mustNotCall('onDone'),
  },
  100,
);
