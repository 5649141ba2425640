/*---
summary = "A strong function that is unref'd at once behaves like a weak one"
shows = ["Ticker", "ThreadsafeFunction::unref"]
tags = ["weak", "unref", "exit"]
[expect]
end = "exit 0"
within = "3s"
---*/
import { Ticker } from '#addon';

new Ticker(() => {}).unref();
process.on('exit', () => console.log('exit'));
