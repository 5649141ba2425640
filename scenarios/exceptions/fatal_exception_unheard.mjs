/*---
summary = "Without a handler fatal_exception ends the process within the call, after the exit handlers"
shows = ["Env::fatal_exception", "raiseFatalException"]
tags = ["errors", "fatal"]
[expect]
end = "uncaught"
[[on]]
name = "goes-on"
runtimes = ["bun"]
because = "Bun returns from the call, and ends the process once JavaScript has returned"
[[on]]
name = "without-exit-event"
runtimes = ["deno"]
because = "Deno ends the process without its exit event"
---*/
import { raiseFatalException } from '#addon';

process.on('exit', (code) => console.log('exit handlers, with', code));
try {
  raiseFatalException('made by Rust');
  console.log('Rust returned');
} catch {
  console.log('never caught');
} finally {
  console.log('finally');
}
