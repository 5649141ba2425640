/*---
summary = "A weak logger alone lets the process exit at once, though its thread loops forever"
shows = ["backgroundLogger", "ThreadsafeFunctionBuilder::weak"]
claim = "Part 4: weak::<true>(): Create weak reference that won't keep process alive"
holds = "yes"
tags = ["weak", "exit"]
[expect]
end = "exit 0"
within = "3s"
---*/
import { backgroundLogger } from '#addon';

process.on('exit', (code) => console.log('exit', code));
backgroundLogger(() => {});
console.log('the last line');
