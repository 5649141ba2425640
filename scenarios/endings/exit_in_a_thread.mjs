/*---
summary = "A native thread that calls exit ends the process behind JavaScript's back: no `exit` handler runs"
shows = ["exitOnThread"]
tags = ["ending"]
[expect]
end = "exit 0"
exit-event = false
---*/
import { exitOnThread } from '#addon';
import { gc } from '#harness';

process.on('exit', () => console.log('never'));
// In Node.js before 22 a thread of V8's that frees array buffers may crash once exit() has run: it is to be idle.
await gc();
exitOnThread(0);
