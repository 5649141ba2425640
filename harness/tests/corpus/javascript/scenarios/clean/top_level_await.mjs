/*---
summary = "A top-level await waits for an event that is emitted"
---*/
import { EventEmitter, once } from 'node:events';

const emitter = new EventEmitter();
setImmediate(() => emitter.emit('ready'));
await once(emitter, 'ready');
