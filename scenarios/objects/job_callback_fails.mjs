/*---
summary = "What a callback of a job throws nobody catches, and the job does not hear of it"
shows = ["runJobWithCallbacks", "ThreadsafeFunction::call"]
tags = ["objects", "threads", "throws", "errors"]
[variants]
how = ["throws", "rejects"]
[expect]
end = "uncaught"
---*/
import { runJobWithCallbacks } from '#addon';
import { variant } from '#harness';

const failure = new Error('no such step');
runJobWithCallbacks(
  {
    onStep() {
      if (variant.how === 'rejects') return Promise.reject(failure);
      throw failure;
    },
  },
  1,
);
