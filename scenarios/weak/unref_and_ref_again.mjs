/*---
summary = "A function that is unref'd and ref'd again keeps the process alive until it is finally unref'd"
shows = ["Ticker", "ThreadsafeFunction::unref", "ThreadsafeFunction::refer"]
tags = ["weak", "unref", "exit"]
[expect]
end = "exit 0"
---*/
import { Ticker } from '#addon';
import { pace } from '#harness';

const ticker = new Ticker(() => {});
ticker.unref();
ticker.ref();
// A second ref does not count twice.
ticker.ref();

// The timer is unref'd: that it fires at all is the ticker's doing.
setTimeout(() => {
  console.log('still alive');
  ticker.unref();
}, pace(2000)).unref();

process.on('exit', () => console.log('exit'));
