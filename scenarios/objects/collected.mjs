/*---
summary = "A callback is collected once nothing keeps it, but a FunctionRef is a root: a callback that closes over its keeper never is"
shows = ["CallbackKeeper", "CallbackPipeline", "CallbackEmitter", "ObservedValue", "FunctionRef", "census"]
tags = ["objects", "gc", "leak", "census"]
flags = ["--expose-gc"]
[variants]
kept = ["by-nobody", "by-a-living-keeper", "by-what-released-it", "by-what-it-closes-over", "by-what-its-neighbour-closes-over", "by-a-property"]
---*/
import { CallbackEmitter, CallbackKeeper, CallbackPipeline, ObservedValue, census } from '#addon';
import { gc, until, variant } from '#harness';

const living = [];
const watched = {};
const watch = (objects) => {
  for (const [name, object] of Object.entries(objects)) watched[name] = new WeakRef(object);
};
const make = {
  // The keeper is garbage, too: its finalizer drops the reference.
  'by-nobody'() {
    const callback = () => '';
    const stage = (value) => value;
    watch({ callback, keeper: new CallbackKeeper(callback), stage, pipeline: new CallbackPipeline([stage, stage]) });
  },
  'by-a-living-keeper'() {
    const callback = (value) => `heard ${value}`;
    living.push(new CallbackKeeper(callback));
    watch({ callback });
  },
  'by-what-released-it'() {
    const [released, replaced, taken] = [() => '', () => '', () => ''];
    const keepers = [released, replaced, taken].map((callback) => new CallbackKeeper(callback));
    keepers[0].release();
    keepers[1].replace(() => '');
    keepers[2].take();
    living.push(...keepers);

    const [off, once, cancelled, cleared] = [() => {}, () => {}, () => {}, () => {}];
    const emitter = new CallbackEmitter();
    emitter.on('step', off).off('step', off).once('step', once).emit('step');
    emitter.subscribe('step', cancelled, false).cancel();
    const observed = new ObservedValue(1);
    observed.onChange = cleared;
    observed.onChange = null;
    living.push(emitter, observed);
    watch({ released, replaced, taken, off, once, cancelled, cleared });
  },
  'by-what-it-closes-over'() {
    const callback = () => keeper.call('');
    const keeper = new CallbackKeeper(callback);
    watch({ callback, keeper });
  },
  // The callback names nothing, but closures of one scope share what any of them closes over.
  'by-what-its-neighbour-closes-over'() {
    const callback = () => '';
    const keeper = new CallbackKeeper(callback);
    const neighbour = () => keeper.call('');
    neighbour();
    watch({ callback, keeper });
  },
  // The same, where the object keeps its callbacks itself.
  'by-a-property'() {
    const emitter = new CallbackEmitter();
    const listener = () => emitter.emit('other');
    emitter.on('step', listener);
    const value = new ObservedValue(1);
    const onChange = () => value.value;
    value.onChange = onChange;
    watch({ listener, emitter, onChange, value });
  },
}[variant.kept];
make();

const alive = () => Object.keys(watched).filter((name) => watched[name].deref() !== undefined);
const stays = /living|closes-over/.test(variant.kept);
for (let i = 0; i < 10; i++) await gc();
if (!stays) {
  await until(() => {
    globalThis.gc();
    return alive().length === 0;
  });
}
console.log('made:', Object.keys(watched).join(', '));
console.log('alive after ten collections:', alive().join(', ') || 'nothing');
if (alive().length > 0 && living.length > 0) console.log('and called:', living[0].call('the keeper'));

// Whoever still has the keeper can end it.
watched.keeper?.deref()?.release();
living[0]?.release();
await until(() => {
  globalThis.gc();
  return alive().length === 0;
});
living.length = 0;
await until(() => {
  globalThis.gc();
  return census().handlesFinalised === census().handlesMade;
});
console.log('in the end:', alive().length, 'alive');
