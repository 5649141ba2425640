/*---
summary = "A promise of a future holds the process until it is settled, whatever the future waits for"
shows = ["asyncText", "asyncBlock"]
tags = ["future", "exit"]
[variants]
pattern = ["async-fn", "async-block"]
---*/
import { asyncBlock, asyncText, signalFutures } from '#addon';
import { mustCall, pace, variant } from '#harness';

const start = {
  'async-fn': () => asyncText('go', 'a value'),
  'async-block': () => asyncBlock('go', 'value', () => {}),
}[variant.pattern];
start().then(mustCall((value) => console.log('resolved with', value)));

// Such a timer holds nothing: it fires because something else does.
setTimeout(() => signalFutures('go'), pace(100)).unref();
