/*---
summary = "Leaks nothing: emitter"
[growth]
---*/
import { EventEmitter } from 'node:events'; const e = new EventEmitter();
import { iterate } from '#harness';

await iterate(() => { const f = () => {}; e.on('x', f); e.emit('x'); e.off('x', f); });
