/*---
summary = "A strong function that is unref'd between two calls no longer keeps the process alive, though its thread goes on"
shows = ["Ticker", "ThreadsafeFunction::unref"]
tags = ["weak", "unref", "exit"]
[expect]
end = "exit 0"
---*/
import { Ticker } from '#addon';

const ticker = new Ticker((tick) => {
  // Another tick can slip in before the process is gone.
  if (tick > 3) return;
  console.log('tick', tick);
  if (tick === 3) ticker.unref();
});

process.on('exit', () => console.log('exit'));
