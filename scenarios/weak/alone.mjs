/*---
summary = "A weak logger alone lets the process exit at once, though its thread loops forever"
shows = ["backgroundLogger", "ThreadsafeFunctionBuilder::weak"]
claim = "option-weak"
tags = ["weak", "exit"]
[expect]
end = "exit 0"
within = "3s"
---*/
import { backgroundLogger } from '#addon';

process.on('exit', (code) => console.log('exit', code));
backgroundLogger(() => {});
console.log('the last line');
