/*---
summary = "The ThreadsafeFunctions of an options object tell of a job on a thread, in order, and let the process go when it is done"
shows = ["runJobWithCallbacks", "ThreadsafeFunction", "JsValuesTupleIntoVec", "census"]
tags = ["objects", "threads", "census"]
---*/
import { census, runJobWithCallbacks } from '#addon';
import { mustCall } from '#harness';

let self = 'nothing';
runJobWithCallbacks(
  {
    onStep: mustCall(function (step) {
      self = this;
      console.log(step);
    }, 3),
    onDone: mustCall((steps) => console.log('done after', steps, 'with', self, 'as this')),
  },
  3,
);
runJobWithCallbacks({ onStep: mustCall(() => {}, 2), onDone: undefined }, 2);

process.on('exit', () => {
  const { made, delivered, dropped, senders } = census();
  console.log({ made, delivered, dropped, senders });
});
