/*---
summary = "A worker that ends in mid-call releases what its objects keep, and the main thread can do the same afterwards"
shows = ["CallbackKeeper", "CallbackPipeline", "CallbackEmitter", "ObservedValue", "runJobWithCallbacks", "census"]
tags = ["objects", "worker", "exit", "census"]
[variants]
pattern = ["references", "properties", "threads"]
ending = ["return", "terminate", "exit", "uncaught"]
[[on]]
name = "leaves-some"
runtimes = ["deno"]
because = "Deno runs no finalizer for values that are alive when a worker ends, drops nothing that is queued when it is terminated, delivers it after process.exit() or an error, and prints an error of a worker though its `error` event is listened to"
[[on]]
name = "keeps-one"
runtimes = ["bun"]
sometimes = true
because = "Bun now and then leaves something in the queue of a worker that ends, which is never dropped"
---*/
import { Worker, isMainThread } from 'node:worker_threads';
import { CallbackEmitter, CallbackKeeper, CallbackPipeline, ObservedValue, census, runJobWithCallbacks } from '#addon';
import { gate, until, variant } from '#harness';

const patterns = {
  // What Rust refers to.
  references(told) {
    const keeper = new CallbackKeeper((value) => told(value));
    const pipeline = new CallbackPipeline([() => keeper.call('through a pipeline and a keeper').length]);
    pipeline.run(0);
    return [keeper, pipeline];
  },
  // What the objects themselves keep.
  properties(told) {
    const emitter = new CallbackEmitter();
    const observed = new ObservedValue(0);
    emitter.on('step', (step) => (observed.value = step));
    observed.onChange = (value) => told(`step ${value} through an emitter and a setter`);
    emitter.emit('step', [1]);
    return [emitter, observed];
  },
  // What a thread calls.
  threads(told) {
    runJobWithCallbacks({ onStep: (step) => void (step === 'step 1' && told(`${step} of a thread`)), onDone() {} }, 3);
  },
};
const use = patterns[variant.pattern];

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.on('error', (error) => console.log('error event:', error.message));
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  if (variant.ending === 'terminate') {
    await gate('in-callback').opened();
    worker.terminate();
  }
  const code = await ended;
  console.log('the worker exited with', code);
  await until(() => census().senders === 0);
  const { made, delivered, dropped, handlesMade, handlesFinalised } = census();
  if (variant.pattern === 'threads') console.log({ made, delivered, dropped });
  else console.log({ handlesMade, handlesFinalised });

  await new Promise((resolve) => {
    use((what) => {
      console.log('the main thread:', what);
      resolve();
      return what;
    });
  });
} else {
  globalThis.kept = use((what) => {
    // All that the thread sends is in the queue then.
    while (census().senders > 0);
    if (variant.ending === 'exit') process.exit(7);
    if (variant.ending === 'uncaught') throw new Error(what);
    if (variant.ending === 'terminate') {
      gate('in-callback').open();
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
    return what;
  });
}
