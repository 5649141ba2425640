/*---
summary = "A promise that a listener returns is nobody's: the emit goes on, and its rejection ends the process"
shows = ["CallbackEmitter"]
tags = ["objects", "emitter", "rejects", "errors"]
[expect]
end = "uncaught"
---*/
import { CallbackEmitter } from '#addon';

const emitter = new CallbackEmitter();
emitter.on('step', async () => {
  throw new Error('rejected');
});
emitter.on('step', () => console.log('the next listener'));
console.log('emitted:', emitter.emit('step'));
