/*---
summary = "A thousand futures wait at once on two threads of Tokio's, and each gets its own value"
shows = ["asyncText"]
tags = ["future", "async-fn", "many"]
env = { TOKIO_WORKER_THREADS = "2" }
---*/
import { asyncText, futuresWaiting, signalFutures } from '#addon';
import { until } from '#harness';

const texts = Array.from({ length: 1000 }, (_, n) => `text ${n}`);
const promises = texts.map((text) => asyncText('go', text));
await until(() => futuresWaiting('go') === 1000);
console.log('all wait:', futuresWaiting('go'));

signalFutures('go');
const answers = await Promise.all(promises);
console.log(
  'each its own:',
  answers.every((answer, n) => answer === texts[n]),
);
