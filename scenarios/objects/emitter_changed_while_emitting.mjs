/*---
summary = "Listeners that are added or removed while the emitter emits change the next emit, not this one"
shows = ["CallbackEmitter", "Function::apply"]
tags = ["objects", "emitter", "reentrancy"]
---*/
import { sideBySide } from './fixtures/side_by_side.mjs';

sideBySide('removed', (emitter, note) => {
  const last = () => note('last');
  emitter.on('step', function first() {
    note('first');
    emitter.off('step', first).off('step', last);
  });
  emitter.on('step', last);
  emitter.emit('step');
  note('the next:', emitter.emit('step'));
});

sideBySide('all removed', (emitter, note) => {
  emitter.on('step', () => emitter.removeAllListeners());
  emitter.once('step', () => note('called all the same'));
  emitter.emit('step');
  note('the next:', emitter.emit('step'));
});

sideBySide('added', (emitter, note) => {
  emitter.once('step', () => {
    note('first');
    emitter.on('step', () => note('added'));
  });
  emitter.emit('step');
  note('the next:');
  emitter.emit('step');
});

sideBySide('replaced, in the place that has become free', (emitter, note) => {
  const old = () => note('old');
  emitter.on('step', () => emitter.off('step', old).on('step', () => note('new')));
  emitter.on('step', old);
  emitter.emit('step');
  note('the next:');
  emitter.emit('step');
});

sideBySide('emits the same again', (emitter, note) => {
  let depth = 0;
  emitter.on('step', () => {
    depth += 1;
    note('depth', depth);
    if (depth < 3) emitter.emit('step');
    depth -= 1;
  });
  emitter.once('step', () => note('once, at depth', depth));
  emitter.emit('step');
});
