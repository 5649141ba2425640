/*---
summary = "An emitter calls both listeners"
---*/
import { EventEmitter } from 'node:events';
import { mustCall } from '#harness';

const emitter = new EventEmitter();
emitter.once('ready', mustCall(() => console.log('first')));
emitter.once('closed', mustCall(() => console.log('second')));
emitter.emit('ready');
emitter.emit('closed');
