/*---
summary = "Objects that come and go with the callbacks that they keep accumulate nothing, those that fail halfway included"
shows = ["CallbackKeeper", "CallbackPipeline", "CallbackEmitter", "EmitterSubscription", "ObservedValue", "runJobWithCallbacks"]
tags = ["objects", "growth", "emitter", "threads"]
[variants]
kept-for = ["the-same-thread", "another-thread"]
[growth]
iterations = 300
---*/
import { CallbackEmitter, CallbackKeeper, CallbackPipeline, ObservedValue, callEachOf, runJobWithCallbacks } from '#addon';
import { iterate, variant } from '#harness';

const refused = (act) => {
  try {
    act();
  } catch {
    return;
  }
  throw new Error('it was not refused');
};
const fails = () => {
  throw new Error('no');
};

const broken = [fails, fails, fails];
Object.defineProperty(broken, 2, { get: fails });

function keep() {
  const keeper = new CallbackKeeper(() => keeper.call(''));
  keeper.replace(() => 'kept');
  keeper.replace((value) => value + typeof keeper);
  keeper.call('');
  keeper.release();

  const pipeline = new CallbackPipeline([(value) => value + 1, fails]);
  refused(() => pipeline.run(1));
  // Without this the first stage, which does not name the pipeline, would keep it: closures of one scope share what each of them closes over.
  pipeline.clear();
  refused(() => new CallbackPipeline(broken));
  refused(() => callEachOf([fails, fails], 1));
  refused(() => callEachOf([fails, 42], 1));
}

function emit() {
  const emitter = new CallbackEmitter();
  const listener = () => emitter.off('step', listener);
  emitter.on('step', listener).on('step', listener);
  emitter.once('step', () => emitter.emit('other'));
  emitter.emit('step');
  emitter.on('step', () => fails(emitter));
  refused(() => emitter.emit('step'));

  const subscription = emitter.subscribe('other', () => subscription.cancel(), false);
  const held = emitter.subscribe('other', () => held, true);
  held.cancel();

  const observed = new ObservedValue(0);
  observed.onChange = () => observed.value;
  observed.value = 1;
}

const work = {
  'the-same-thread'() {
    keep();
    emit();
  },
  async 'another-thread'() {
    const onStep = () => {};
    await new Promise((onDone) => runJobWithCallbacks({ onStep, onDone }, 3));
  },
}[variant['kept-for']];
await iterate(work);
