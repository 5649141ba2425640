/*---
summary = "What onFigures throws, or rejects with, nobody catches: it ends the process"
shows = ["SystemMonitor"]
tags = ["use-case", "monitor", "errors", "fatal"]
[variants]
how = ["throws", "rejects"]
[expect]
end = "uncaught"
[[on]]
name = "says-null"
runtimes = ["deno"]
sometimes = true
because = "Deno loses now and then what a native callback throws, and reports null"
---*/
import { SystemMonitor } from '#addon';
import { variant } from '#harness';

let calls = 0;
new SystemMonitor({
  interval: 1000,
  onFigures() {
    // A runtime may make further calls until it ends.
    if (++calls > 1) return undefined;
    if (variant.how === 'throws') throw new Error('thrown by onFigures');
    return Promise.reject(new Error('rejected by onFigures'));
  },
});
