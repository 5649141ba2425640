/*---
summary = "An emitter forgets its second listener"
---*/
import { EventEmitter } from 'node:events';
import { mustCall } from '#harness';

const emitter = new EventEmitter();
emitter.once('ready', mustCall(() => console.log('first')));
emitter.once('closed', mustCall(() => console.log('second'))); // place: callback_lost
emitter.emit('ready');
