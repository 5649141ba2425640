/*---
summary = "What a listener throws, whatever it is, ends the emit and reaches the caller as it is; an error that nobody listens to is thrown"
shows = ["CallbackEmitter", "Function::apply", "Env::throw"]
tags = ["objects", "emitter", "throws", "errors"]
---*/
import { CallbackEmitter } from '#addon';
import { sideBySide } from './fixtures/side_by_side.mjs';

const thrown = { error: new Error('no'), text: 'no', undefined, object: { no: true } };
for (const [what, value] of Object.entries(thrown)) {
  sideBySide(`throws: ${what}`, (emitter, note) => {
    emitter.on('step', () => note('before'));
    emitter.once('step', () => {
      throw value;
    });
    emitter.on('step', () => note('after'));
    try {
      emitter.emit('step');
      note('not thrown');
    } catch (error) {
      note('the same:', error === value);
    }
    note('the next, without the one of once:');
    emitter.emit('step');
  });
}

sideBySide('thrown through an emit within an emit', (emitter, note) => {
  emitter.on('inner', () => {
    throw thrown.error;
  });
  emitter.on('outer', () => emitter.emit('inner'));
  emitter.on('outer', () => note('not called'));
  try {
    emitter.emit('outer');
  } catch (error) {
    note(error === thrown.error);
  }
});

sideBySide('error', (emitter, note) => {
  try {
    emitter.emit('error', thrown.error);
  } catch (error) {
    note(error === thrown.error);
  }
  note(emitter.on('error', (error) => note('heard:', error.message)).emit('error', thrown.error));
});

const emitter = new CallbackEmitter();
for (const method of ['on', 'once', 'off']) {
  try {
    emitter[method]('step', 'no function');
  } catch (error) {
    console.log(method, error.code, emitter.listenerCount('step'));
  }
}
