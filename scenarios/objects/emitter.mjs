/*---
summary = "The emitter calls its listeners as Node's does: in order, with their arguments and the emitter as this, duplicates twice"
shows = ["CallbackEmitter", "This", "Function::apply", "JsValuesTupleIntoVec"]
tags = ["objects", "emitter"]
---*/
import { sideBySide } from './fixtures/side_by_side.mjs';

sideBySide('order', (emitter, note) => {
  for (const name of ['first', 'second', 'third']) emitter.on('step', () => note(name));
  note('emit returned', emitter.emit('step'));
  note('nobody listens:', emitter.emit('other'));
});

sideBySide('arguments', (emitter, note) => {
  emitter.on('step', (...args) => note(args.length, 'arguments:', JSON.stringify(args)));
  emitter.emit('step');
  emitter.emit('step', 'one', { two: 2 });
  emitter.emit('step', undefined, null, undefined);
});

sideBySide('this', (emitter, note) => {
  emitter.on('step', function () {
    note('this is the emitter:', this === emitter);
  });
  emitter.emit('step');
  note('on and off return it:', emitter.on('step', note) === emitter, emitter.off('step', note) === emitter);
});

sideBySide('duplicates', (emitter, note) => {
  const twice = () => note('twice');
  const between = () => note('between');
  emitter.on('step', twice).on('step', between).on('step', twice);
  emitter.emit('step');
  note('off removes the last');
  emitter.off('step', twice).emit('step');
  emitter.off('step', twice).off('step', twice).emit('step');
  note('left:', emitter.listenerCount('step'));
});

sideBySide('once', (emitter, note) => {
  emitter.once('step', (name) => note('once, with', name));
  note(emitter.emit('step', 'one'), emitter.emit('step', 'two'));
  const removed = () => note('a listener that was removed');
  note(emitter.once('step', removed).off('step', removed).emit('step'));
});

sideBySide('all removed', (emitter, note) => {
  for (const event of ['one', 'two', 'three']) emitter.on(event, note).once(event, note);
  emitter.removeAllListeners('one');
  note(emitter.listenerCount('one'), emitter.listenerCount('two'));
  emitter.removeAllListeners();
  note(emitter.listenerCount('two'), emitter.listenerCount('three'));
  note(emitter.emit('__proto__'), emitter.on('__proto__', () => note('any name')).emit('__proto__'));
});
