/*---
summary = "A native thread gives up and calls exit(0) before its work is done"
---*/
import { runService } from '#addon';

process.on('exit', () => console.log('goodbye'));
runService((ms) => console.log('served for', ms), 200, true); // place: thread_exits_the_process
