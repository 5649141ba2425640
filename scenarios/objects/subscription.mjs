/*---
summary = "A subscription that holds its emitter by a Reference keeps it for ever if its listener closes over it; by a WeakReference both are collected"
shows = ["CallbackEmitter", "EmitterSubscription", "Reference", "WeakReference"]
tags = ["objects", "emitter", "gc", "leak"]
flags = ["--expose-gc"]
[variants]
emitter = ["held", "known"]
---*/
import { CallbackEmitter } from '#addon';
import { gc, until, variant } from '#harness';

const holds = variant.emitter === 'held';
const collected = (weak) =>
  until(() => {
    globalThis.gc();
    return weak.deref() === undefined;
  });

const emitter = new CallbackEmitter();
const subscription = emitter.subscribe('step', (message) => console.log('heard', message), holds);
emitter.emit('step', ['one']);
console.log('cancelled:', subscription.cancel(), subscription.cancel(), emitter.emit('step', ['two']));

// Nothing but the subscription is left.
const [orphan, gone] = (() => {
  const emitter = new CallbackEmitter();
  return [emitter.subscribe('step', () => {}, holds), new WeakRef(emitter)];
})();
for (let i = 0; i < 10; i++) await gc();
if (!holds) await collected(gone);
console.log('the emitter is alive:', gone.deref() !== undefined);
console.log('cancelled:', orphan.cancel());
await collected(gone);

// And here, nothing at all.
const [weak, cancel] = (() => {
  const emitter = new CallbackEmitter();
  const subscription = emitter.subscribe('step', () => subscription.cancel(), holds);
  return [new WeakRef(emitter), new WeakRef(subscription)];
})();
for (let i = 0; i < 10; i++) await gc();
if (!holds) await collected(weak);
console.log('closed over, the emitter is alive:', weak.deref() !== undefined);
cancel.deref()?.cancel();
await collected(weak);
console.log('collected in the end');
