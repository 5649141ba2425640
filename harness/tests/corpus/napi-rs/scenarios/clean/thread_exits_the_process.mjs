/*---
summary = "A native thread finishes its work and the process ends"
---*/
import { runService } from '#addon';

process.on('exit', () => console.log('goodbye'));
runService((ms) => console.log('served for', ms), 200, false);
