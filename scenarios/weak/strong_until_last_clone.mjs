/*---
summary = "A strong logger keeps the process alive until the last clone of it is dropped"
shows = ["relayLogger", "ThreadsafeFunctionBuilder::build"]
claim = "best-strong-until-released"
tags = ["strong", "exit"]
[expect]
end = "exit 0"
---*/
import { relayLogger } from '#addon';

process.on('exit', () => console.log('exit'));

// Nothing is released explicitly: each thread drops its clone when it has logged.
relayLogger(3, (entry) => console.log(entry));
console.log('the last line');
