/*---
summary = "While a timer keeps the process alive, a weak logger delivers its entries; when the timer has fired, the process exits"
shows = ["backgroundLogger", "ThreadsafeFunctionBuilder::weak"]
tags = ["weak", "exit"]
[expect]
end = "exit 0"
within = "3s"
---*/
import { backgroundLogger } from '#addon';

const calls = [];
backgroundLogger((...args) => {
  calls.push(args);
  clearInterval(timer);
});
const timer = setInterval(() => {}, 60_000);

process.on('exit', () => console.log('called with', ...calls));
