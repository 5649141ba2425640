/*---
summary = "brokenTimer, forced past the compiler with an unsafe Send, kills the process when its thread calls the function"
shows = ["brokenTimer", "Function"]
claim = "this-will-crash"
tags = ["misuse", "crash"]
[expect]
end = "crash"
[[on]]
name = "says-nothing"
runtimes = ["bun", "deno"]
because = "Neither engine says what it found before it crashes"
---*/
import { mustNotCall, record } from '#harness';

// A whole second at every time scale: where it dies depends on what JavaScript does at the moment,
// so JavaScript must long be idle by then.
process.env.NAPI_HARNESS_TIME_SCALE = '1';
const { brokenTimer } = await import('#addon');

brokenTimer(mustNotCall('a function whose call is over'));
record('returned');

// Without this timer the process would end before the thread wakes up.
setTimeout(() => record('still alive'), 5000);
